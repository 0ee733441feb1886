import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesIn, untilOn, useWorkbench } from '../support/e2e.mjs';

const task = 'implement-user-authentication';
const branch = `para/${task}-phase-2`;

/** A phase from its start to its summary, and the pointer never touched. Phase 1 is merged, phase 2 can start. */
describe('a phase by keyboard alone', function () {
  this.timeout(120_000);
  const world = useWorkbench({
    demo: true,
    async prepare({ git }) {
      await git('switch', '--quiet', 'main');
      await git('branch', '--quiet', '-D', branch);
    },
  });
  const context = (): string => readFileSync(join(world.repository.folder, 'context/context.md'), 'utf8');
  const keys = async (...all: string[]): Promise<void> => {
    for (const key of all) await world.workbench.page.keyboard.press(key);
  };
  /** Runs a command from the palette as hands do. */
  const command = async (title: string): Promise<void> => {
    const { workbench } = world;
    await workbench.until(`the palette finds ${title}`, async () => {
      await keys('F1');
      await workbench.quickFilter(`>${title}`);
      const first = workbench.page.locator('.quick-input-widget:visible .monaco-list-row .label-name').first();
      // Its rows may come from a list that was made a moment ago.
      await first
        .filter({ hasText: title })
        .waitFor({ timeout: 3000 })
        .catch(() => keys('Escape'));
      return (await first.count()) > 0 && (await first.innerText()) === title;
    });
    await keys('Enter');
  };
  /** What the focused row of the view says, in one look: the row may be drawn again at any moment. */
  const focusedText = async (): Promise<string> => (await focused().allInnerTexts()).join();
  const focused = () => world.workbench.view('Plan').locator('.monaco-list:focus-within .monaco-list-row.focused');
  /** Goes down to a row, one at a time. */
  const downTo = (text: RegExp): Promise<unknown> =>
    world.workbench.until(`the focus is on ${text}`, async () => {
      if (text.test(await focusedText())) return true;
      await keys('ArrowDown');
      return false;
    });

  it('the view is opened from the palette, and its rows say what they are', async () => {
    const { workbench } = world;
    await workbench.statusBarItem('1/3 phases').waitFor();
    await command('Phased Plans: Focus on Plan View');
    await workbench.row('Plan', '3 · Frontend').waitFor();
    await downTo(/2 · API Layer/);
    assert.equal(await focused().getAttribute('aria-label'), 'Phase 2: API Layer, can start, 5 steps');
  });

  it('the phase is started by its key, from the list of phases', async () => {
    const { workbench } = world;
    await keys('Control+Alt+P', 's');
    await workbench.until('the list is there', async () => (await workbench.quickPicks()).length === 3);
    await keys('Enter');
    await untilOn(world, branch);
    await workbench.row('Plan', 'Add POST /login').waitFor();
  });

  it('a to-do is ticked by the space bar on its row, another one by key from the list', async () => {
    const { workbench } = world;
    await command('Phased Plans: Focus on Plan View');
    await downTo(/Add POST \/login/);
    await keys('Space');
    await workbench.until('it is ticked', () => context().includes('- [x] Add POST /login'));
    assert.equal(await workbench.page.locator('.tabs-container .tab').count(), 0, 'nothing is opened by it');
    await keys('ArrowDown', 'Control+Alt+P', 't');
    await workbench.until('the next one is ticked', () => context().includes('- [x] Rotate refresh tokens'));
    await keys('ArrowUp', 'Space');
    await workbench.until('it is not any more', () => context().includes('- [ ] Add POST /login'));
    // A tree that is drawn again in the moment the focus leaves it takes the focus back.
    await workbench.statusBarItem('API Layer · 1/5').waitFor();
    await workbench.turn();
    await command('View: Focus Active Editor Group');
    // Until the focus has left the rows, the keys are theirs.
    await workbench.until('the view has lost the focus', async () => (await focused().count()) === 0);
    await workbench.turn();
    await keys('Control+Alt+P', 't');
    await workbench.until('the list is there', async () => (await workbench.quickPicks()).length === 5);
    await keys('Enter');
    await workbench.until('the first one is ticked', () => context().includes('- [x] Hash passwords with scrypt'));
    assert.equal(context().match(/- \[x\]/g)?.length, 2);
  });

  it('the phase is summarized by its key', async () => {
    const { workbench } = world;
    await keys('Control+Alt+P', 'm');
    await workbench.dialog();
    // The button that goes on is at hand.
    await keys('Enter');
    await workbench.page.locator('.quick-input-message', { hasText: 'What did you learn?' }).waitFor();
    await workbench.page.keyboard.type('Keys are enough');
    await keys('Enter');
    await workbench.until('the summary is open', async () =>
      (await workbench.activeTab())?.includes('phase-2-summary'),
    );
    const folder = join(world.repository.folder, 'context/summaries');
    const summary = filesIn(folder).find((file) => file.includes('phase-2')) ?? '';
    assert.match(readFileSync(join(folder, summary), 'utf8'), /- Keys are enough/);
    const others = (await workbench.notifications()).filter((message) => !message.startsWith('Started phase 2 on '));
    assert.deepEqual(others, []);
  });
});
