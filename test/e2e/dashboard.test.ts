import * as assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { root } from '../../scripts/lib/paths.mjs';
import { useWorkbench } from '../support/e2e.mjs';

const pictures = process.env.PHASED_PLANS_PICTURES;
const phase2 = 'Phase 2: API Layer';

/** The dashboard of the demo: phase 1 merged, phase 2 runs with two of five to-dos done, phase 3 waits. */
describe('the dashboard', function () {
  this.timeout(180_000);
  const world = useWorkbench({ demo: true });
  const path = (file: string): string => join(world.repository.folder, file);
  const context = (): string => readFileSync(path('context/context.md'), 'utf8');
  const frame = (): Promise<Frame> => world.workbench.frame('#dashboard .node');
  const tabAt = async (name: string) => (await frame()).locator('[role="tab"]', { hasText: name });
  const shows = async (text: string): Promise<void> => {
    await (await frame()).locator('#details', { hasText: text }).waitFor();
  };
  const focused = async () =>
    (await frame()).evaluate(() => {
      const { document: page } = globalThis as unknown as {
        document: { activeElement: { dataset: { key?: string } } };
      };
      return page.activeElement.dataset.key ?? '';
    });
  const show = async (): Promise<Frame> => {
    await world.workbench.palette('Phased Plans: Open Dashboard');
    return frame();
  };

  it('opens from the palette, with the phase that runs', async () => {
    // It is offered once the folder is read.
    await world.workbench.statusBarItem('Phase 2/3').waitFor();
    await show();
    await shows(phase2);
  });

  it('by mouse: a to-do and a criterion are ticked, and the tree says the same', async () => {
    const page = await frame();
    await page.locator('input[aria-label="Add POST /login"]').click();
    await world.workbench.until('it is in the file', () => context().includes('- [x] Add POST /login'));
    await page.locator('.node', { hasText: '3/5' }).waitFor();
    await page.locator('input[aria-label="A refresh token works once"]').click();
    await world.workbench.until('the criterion is in the plan', () =>
      readFileSync(path('context/plans/2025-12-18-implement-user-authentication-phase-2.md'), 'utf8').includes(
        '- [x] A refresh token works once',
      ),
    );
    await page.locator('h3', { hasText: '1/3' }).waitFor();
  });

  it('by keyboard: arrows go through the phases, space ticks, and focus stays where it is', async () => {
    const { keyboard } = world.workbench.page;
    await (await tabAt('API Layer')).focus();
    await keyboard.press('ArrowRight');
    await shows('Phase 3: Frontend');
    assert.equal(await focused(), 'select:3');
    await keyboard.press('Home');
    await shows('Phase 1: Database Schema');
    await keyboard.press('ArrowDown');
    await shows(phase2);
    const box = (await frame()).locator('input[aria-label="Rotate refresh tokens in POST /refresh"]');
    await box.focus();
    await keyboard.press('Space');
    await world.workbench.until('it is in the file', () => context().includes('- [x] Rotate refresh'));
    await (await frame()).locator('.node', { hasText: '4/5' }).waitFor();
    assert.match(await focused(), /^todo:3:/);
  });

  it('what others change is shown in place: focus and selection stay', async () => {
    const page = await frame();
    await (await tabAt('Frontend')).click();
    await shows('Phase 3: Frontend');
    await page.locator('.big').focus();
    writeFileSync(path('context/context.md'), context().replace('- [x] Rotate', '- [ ] Rotate'));
    await page.locator('.node', { hasText: '3/5' }).waitFor();
    await shows('Phase 3: Frontend');
    assert.equal(await focused(), 'next');
  });

  it('comes back after the window is loaded again', async () => {
    // VS Code saves from time to time which editors are open; a page that is left before that doesn't know.
    await world.workbench.stored('mainThreadWebview-phasedPlans.dashboard');
    await world.workbench.reload();
    // Which phase is chosen VS Code saves from time to time; a page that is loaded again may come before that.
    await (await tabAt('Frontend')).click();
    await shows('Phase 3: Frontend');
  });

  it('each button by mouse: the next step, the plan, a line', async () => {
    const { workbench } = world;
    await (await frame()).locator('.button', { hasText: 'Open Plan' }).click();
    await workbench.until(
      'the plan is open',
      async () => (await workbench.activeTab())?.endsWith('-phase-3.md') ?? false,
    );
    await show();
    await (await frame()).locator('.big', { hasText: 'Open the To-Do List' }).click();
    await workbench.until('the list is open', async () => (await workbench.activeTab()) === 'context.md');
    await show();
    await (await tabAt('API Layer')).click();
    await shows(phase2);
    await (await frame()).locator('#details .line', { hasText: 'A refresh token works once' }).click();
    await workbench.until(
      'its line is open',
      async () => (await workbench.activeTab())?.endsWith('-phase-2.md') ?? false,
    );
  });

  it('is saved as a picture and as Markdown', async () => {
    const { workbench } = world;
    for (const [label, ending, piece] of [
      ['Save as SVG…', 'svg', '<svg '],
      ['Save as Markdown…', 'md', 'flowchart LR'],
    ] as const) {
      const file = path(`saved.${ending}`);
      const page = await show();
      await page.locator('.button', { hasText: label }).focus();
      await workbench.page.keyboard.press('Enter');
      // The dialog fills in a name of its own first.
      await workbench.until('a name is proposed', async () =>
        (await workbench.quickField().inputValue()).endsWith(`authentication.${ending}`),
      );
      await workbench.quickField().fill(file);
      await workbench.quickField().press('Enter');
      await workbench.until(`${file} is written`, () => {
        try {
          return readFileSync(file, 'utf8').includes(piece);
        } catch {
          return false;
        }
      });
      await workbench.notification(`Saved saved.${ending}.`).waitFor();
    }
  });

  it('nothing is wrong for assistive technology, in four themes and in a narrow column', async () => {
    const axe = readFileSync(join(root, 'node_modules/axe-core/axe.min.js'), 'utf8');
    for (const theme of ['dark', 'light', 'contrast', 'contrastLight'] as const) {
      await world.workbench.theme(theme);
      const page = await show();
      await page.waitForTimeout(800);
      if (pictures) await world.workbench.screenshot(join(pictures, `${world.version}-dashboard-${theme}.png`));
      await page.evaluate(axe);
      const found: {
        violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[];
      } = await page.evaluate('axe.run(document, { resultTypes: ["violations"] })');
      const said = found.violations.map(({ id, nodes: [node] }) => `${id}: ${node?.html} ${node?.failureSummary}`);
      assert.deepEqual(said, [], theme);
    }
    await world.workbench.page.setViewportSize({ width: 640, height: 900 });
    const page = await show();
    await page.locator('.graph svg').first().waitFor();
    const wide = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    assert.ok(Number(wide) <= 0, 'nothing is cut off at the side');
    await page.waitForTimeout(500);
    if (pictures) await world.workbench.screenshot(join(pictures, `${world.version}-dashboard-narrow.png`));
  });
});
