import * as assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { untilOn, useWorkbench } from '../support/e2e.mjs';

const branch = 'para/implement-user-authentication-phase-2';
const file = 'context/context.md';
const recreate = 'Recreate It, Keeping the To-Dos';

/** Phase 2 runs by the context file of `main`, but its branch is nowhere; of its ticks one isn't committed. */
describe('switching to a branch that is nowhere', function () {
  this.timeout(120_000);
  const world = useWorkbench({
    demo: true,
    async prepare({ folder, git }) {
      await git('switch', '--quiet', 'main');
      await git('merge', '--quiet', '--ff-only', branch);
      await git('branch', '--quiet', '-D', branch);
      const text = readFileSync(join(folder, file), 'utf8');
      writeFileSync(join(folder, file), text.replace('- [ ]', '- [x]'));
    },
  });
  const git = (...args: string[]): Promise<string> => world.repository.git(...args);
  const text = () => readFileSync(join(world.repository.folder, file), 'utf8');
  const everything = async (): Promise<string[]> =>
    Promise.all([
      git('symbolic-ref', 'HEAD'),
      git('for-each-ref'),
      git('status', '--porcelain'),
      Promise.resolve(text()),
    ]);

  it('starts nothing: it says so, and offers to make the branch again', async () => {
    const { workbench } = world;
    await workbench.openContainer('Phased Plans');
    const item = workbench.statusBarItem('Phase 2/3 · API Layer · 3/5');
    await item.waitFor();
    const before = await everything();
    await item.click();
    await workbench.quickFocused('Switch to');
    const { message, detail, buttons } = await workbench.dialog();
    assert.match(message, new RegExp(`The branch ${branch} is neither here nor on origin`));
    assert.match(detail, /to-dos, ticks and notes will stay as they are/);
    assert.match(message, /if it is gone, start phase 2 again, which will create the branch again\.$/);
    assert.deepEqual(buttons.sort(), ['Cancel', recreate, 'Try Again']);
    await workbench.page.keyboard.press('Enter');
    // Enter creates nothing: it is looked for again, and asked again.
    await workbench.page.locator('.monaco-dialog-box').waitFor({ state: 'detached' });
    await workbench.dialog();
    assert.deepEqual(await everything(), before);
    await workbench.dialogButton('Cancel');
    assert.deepEqual(await everything(), before);
    assert.deepEqual(await workbench.notifications(), []);
  });

  it('makes it again, and keeps the to-dos', async () => {
    const { workbench } = world;
    await workbench.openContainer('Phased Plans');
    const item = workbench.statusBarItem('Phase 2/3 · API Layer · 3/5');
    await item.waitFor();
    const [before, main] = [text(), await git('rev-parse', 'main')];
    await item.click();
    await workbench.quickFocused('Switch to');
    await workbench.dialog();
    await workbench.dialogButton(recreate);
    await untilOn(world, branch);
    await workbench.until('all is committed', async () => (await git('status', '--porcelain')) === '');
    assert.equal(await git('rev-parse', 'HEAD^'), main);
    const lasting = (of: string) => of.replace(/"last_updated": ".*"/, '');
    assert.equal(lasting(text()), lasting(before));
    await workbench.until('nothing is said of another branch any more', async () => {
      const spoken = await item.getAttribute('aria-label');
      return spoken !== null && !spoken.includes('is checked out');
    });
  });
});
