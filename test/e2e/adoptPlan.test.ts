import * as assert from 'node:assert/strict';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { useWorkbench } from '../support/e2e.mjs';

/** The demo’s plans in a folder that has lost its context file, or never had one. */
describe('plans without a context file', function () {
  this.timeout(120_000);
  const world = useWorkbench({
    demo: true,
    async prepare({ folder }) {
      rmSync(join(folder, 'context/context.md'));
      rmSync(join(folder, 'context/archives'), { recursive: true, force: true });
    },
  });
  const context = (): string[] => readdirSync(join(world.repository.folder, 'context'));

  it('are offered in the view, and what is read is said before anything is written', async () => {
    const { workbench } = world;
    await workbench.openContainer('Phased Plans');
    await workbench.page.locator('.pane-header .description', { hasText: /^Use a Plan$/ }).waitFor();
    await workbench.welcomeButton('Plan', 'Use a Plan');
    await workbench.quickPick(/Implement User Authentication/);
    const { message, detail, buttons } = await workbench.dialog();
    assert.equal(message, 'Use “Implement User Authentication”?');
    assert.match(
      detail,
      /^context\/context\.md will be created, and name it as the plan under way, with:\n\n• Phase 1 · Database.*: completed, by a context file\n• Phase 2 · API Layer: in progress, by a context file\n• Phase 3 · .*: pending\n\nNo other file and no branch will change\.$/,
    );
    assert.ok(buttons.includes('Use This Plan'));
    await workbench.dialogButton('Cancel');
    assert.ok(!context().includes('context.md'));
  });

  it('are used by their menu in the library, too', async () => {
    const { workbench } = world;
    await workbench.page.locator('.pane-header', { hasText: 'Library' }).click();
    await workbench.row('Library', 'Plans').click();
    await workbench.rowMenu('Library', /^Implement User Authentication/, 'Use This Plan…');
    await workbench.dialogButton('Use This Plan');
    await workbench.row('Plan', /2 · API Layer/).waitFor();
    assert.ok(context().includes('context.md'));
    assert.match(await world.repository.git('status', '--porcelain'), /^ M context\/context\.md$/);
  });

  it('are said to be on another branch where there are none', async () => {
    const { workbench, repository } = world;
    await repository.git('commit', '--quiet', '--all', '--message=docs: Use the plan');
    const [first = ''] = (await repository.git('rev-list', '--max-parents=0', 'HEAD')).split('\n');
    await repository.git('switch', '--quiet', '--create', 'before', first);
    await workbench.until('the view says so', async () =>
      /another branch has one/.test(await workbench.view('Plan').innerText()),
    );
    await workbench.palette('Phased Plans: Show Status');
    await workbench.until('the title says so', async () => (await workbench.quickTitle()) === 'No plan on this branch');
  });
});
