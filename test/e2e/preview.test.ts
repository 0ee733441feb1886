import * as assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { root } from '../../scripts/lib/paths.mjs';
import { useWorkbench } from '../support/e2e.mjs';

const pictures = process.env.PHASED_PLANS_PICTURES;
const task = '2025-12-18-implement-user-authentication';

/** Plans in the Markdown preview, of the demo: phase 1 merged, phase 2 runs with two of five to-dos done. */
describe('the Markdown preview', function () {
  this.timeout(180_000);
  const world = useWorkbench({ demo: true });
  const path = (file: string): string => join(world.repository.folder, file);
  const phase2 = (): string => path(`context/plans/${task}-phase-2.md`);

  const frame = (selector = '.phased-plans.strip'): Promise<Frame> => world.workbench.frame(selector);

  /** Waits until a preview says something: its frame is another one whenever VS Code loads it again. */
  const says = (selector: string, text: string): Promise<unknown> =>
    world.workbench.until(`${selector} says ${text}`, async () => {
      const counts = world.workbench.page.frames().map((each) =>
        each
          .locator(selector, { hasText: text })
          .count()
          .catch(() => 0),
      );
      return (await Promise.all(counts)).some(Boolean);
    });

  const previewed = (file: string): Promise<void> => world.workbench.tab(`Preview ${file}`).waitFor();

  /** The preview of a file, in place of all other editors, once it shows what is waited for. */
  const show = async (file: string, selector?: string): Promise<Frame> => {
    const { workbench } = world;
    await workbench.palette('View: Close All Editors');
    await workbench.quickOpen(file);
    await workbench.palette('Markdown: Open Preview');
    await previewed(file);
    return frame(selector);
  };

  const openLine = (): Promise<string> =>
    world.workbench.page.locator('.statusbar-item', { hasText: /^Ln \d+/ }).innerText();

  it('shows where the plan is, and follows it', async () => {
    await show(`${task}-phase-2.md`);
    await says('.near [aria-current="step"]', '2 · API Layer');
    await says('.near [aria-current="step"] .told', '2/5');
    await says('.chip', 'In Progress');
    const context = path('context/context.md');
    writeFileSync(context, readFileSync(context, 'utf8').replace('- [ ] Add POST /login', '- [x] Add POST /login'));
    await says('.near [aria-current="step"] .told', '3/5');
  });

  it('a neighbour opens in the preview, by mouse', async () => {
    await (await frame()).locator('.near a', { hasText: '3 · Frontend' }).click();
    await previewed(`${task}-phase-3.md`);
    await says('[aria-current="step"] bdi', '3 · Frontend');
  });

  it('a box leads to its line in the editor, by mouse and by keyboard', async () => {
    const { workbench } = world;
    const lines = readFileSync(phase2(), 'utf8').split('\n');
    for (const [text, press] of [
      ['A refresh token works once', false],
      ['A private route answers 401', true],
    ] as const) {
      const page = await show(`${task}-phase-2.md`);
      const box = page.locator('li', { hasText: text }).locator('a.box');
      await box.scrollIntoViewIfNeeded();
      if (press) {
        await box.focus();
        await workbench.page.keyboard.press('Enter');
      } else await box.click();
      const line = lines.findIndex((each) => each.includes(text)) + 1;
      await workbench.until(`line ${line} is open`, async () => {
        const tab = await workbench.activeTab();
        return tab === `${task}-phase-2.md` && (await openLine()).startsWith(`Ln ${line},`);
      });
    }
  });

  it('the state block is a table, and the JSON is behind it', async () => {
    const page = await show('context.md', '.phased-plans.state');
    await page.locator('.state th', { hasText: 'Phase 2' }).waitFor();
    assert.equal(await page.locator('.state pre').isVisible(), false);
    await page.locator('.state summary').click();
    await page.locator('.state pre').waitFor();
  });

  it('other Markdown is as ever', async () => {
    await show('README.md', 'body.vscode-body h1');
    for (const each of world.workbench.page.frames()) assert.equal(await each.locator('.phased-plans').count(), 0);
  });

  it('nothing is wrong for assistive technology, in four themes and in a narrow column', async () => {
    const axe = readFileSync(join(root, 'node_modules/axe-core/axe.min.js'), 'utf8');
    const files = [
      `${task}.md`,
      `${task}-phase-2.md`,
      'context.md',
      '2025-12-19-implement-user-authentication-phase-1-summary.md',
    ];
    for (const [theme, kind] of [
      ['dark', 'vscode-dark'],
      ['light', 'vscode-light'],
      ['contrast', 'vscode-high-contrast'],
      ['contrastLight', 'vscode-high-contrast-light'],
    ] as const) {
      await world.workbench.theme(theme);
      for (const [index, file] of files.entries()) {
        const page = await show(file, `body.${kind} .phased-plans.strip`);
        if (pictures) {
          await page.waitForTimeout(800);
          await world.workbench.screenshot(join(pictures, `${world.version}-preview-${index}-${theme}.png`));
        }
        // The page lets the editor show through, which axe takes for white.
        await page.evaluate('document.documentElement.style.background = "var(--vscode-editor-background)"');
        await page.evaluate(axe);
        const found: {
          violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[];
        } = await page.evaluate(
          'axe.run({ include: [[".phased-plans"]] }, { resultTypes: ["violations"], rules: { region: { enabled: false } } })',
        );
        const said = found.violations.map(({ id, nodes: [node] }) => `${id}: ${node?.html} ${node?.failureSummary}`);
        assert.deepEqual(said, [], `${file}, ${theme}`);
      }
    }
    await world.workbench.page.setViewportSize({ width: 640, height: 900 });
    const page = await show(`${task}-phase-2.md`);
    const strip = await page.evaluate(
      '(() => { const s = document.querySelector(".strip"); return s.scrollWidth - s.clientWidth; })()',
    );
    assert.ok(Number(strip) <= 0, 'nothing is cut off at the side');
    if (pictures) await world.workbench.screenshot(join(pictures, `${world.version}-preview-narrow.png`));
  });
});
