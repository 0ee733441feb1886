import * as assert from 'node:assert/strict';
import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { useWorkbench } from '../support/e2e.mjs';

/** The setting that makes a tick a commit: what it takes is said before, and refusals come before the question. */
describe('a to-do ticked with a commit', function () {
  this.timeout(120_000);
  const world = useWorkbench({ demo: true, settings: { 'phasedPlans.commitTodos': true } });
  const log = () => world.repository.git('log', '-1', '--name-only', '--format=%s');

  it('names the files first, and those that git doesn’t know yet before the others', async () => {
    const { workbench, repository } = world;
    await workbench.openContainer('Phased Plans');
    await workbench.row('Plan', 'Add POST /login').waitFor();
    writeFileSync(join(repository.folder, '.env'), 'SECRET=1\n');
    writeFileSync(join(repository.folder, 'README.md'), '# Changed\n');
    const before = await log();
    await workbench.tick('Plan', 'Add POST /login');
    const said = /This will commit 3 files: \.env \(new\), context\/context\.md, README\.md\. Leave the message empty/;
    await workbench.until('it says what it takes', async () => said.test(await workbench.inputMessage()));
    await workbench.page.keyboard.press('Escape');
    assert.equal(await log(), before);
    await repository.git('add', 'README.md');
    await workbench.tick('Plan', 'Add POST /login');
    const staged = /This will commit 2 files \(what is staged\): context\/context\.md, README\.md\./;
    await workbench.until('it says what is staged', async () => staged.test(await workbench.inputMessage()));
    await workbench.inputBox('feat: Log in');
    await workbench.statusBarItem('Committed “feat: Log in”').waitFor();
    assert.match(String(await log()), /^feat: Log in\s+README\.md\s+context\/context\.md\s*$/);
  });

  it('asks for no message where it is refused', async () => {
    const { workbench, repository } = world;
    writeFileSync(join(repository.folder, '.git/MERGE_HEAD'), await repository.git('rev-parse', 'HEAD'));
    await workbench.tick('Plan', 'Rotate refresh tokens');
    await workbench.notification('merge').waitFor();
    assert.equal(await workbench.page.locator('.quick-input-widget:visible').count(), 0);
  });
});
