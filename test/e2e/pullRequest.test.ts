import * as assert from 'node:assert/strict';
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { useWorkbench } from '../support/e2e.mjs';

const branch = 'para/implement-user-authentication-phase-2';

/** Phase 2 is summarized in the window, as the next action says; the remote is a bare repository, which is no forge. */
describe('creating a pull request', function () {
  this.timeout(120_000);
  const world = useWorkbench({ demo: true });
  const git = (...args: string[]): Promise<string> => world.repository.git(...args);
  const pushed = async (): Promise<string> => (await git('ls-remote', 'origin', `refs/heads/${branch}`)).slice(0, 40);
  const create = (): Promise<void> => world.workbench.palette('Phased Plans: Create Pull Request');

  it('says what would be missing in it, and nothing has happened when it is left', async () => {
    const { workbench } = world;
    await workbench.openContainer('Phased Plans');
    await workbench.statusBarItem('API Layer · 2/5').waitFor();
    await workbench.palette('Phased Plans: Summarize Phase');
    await workbench.dialogButton('Summarize Anyway');
    await workbench.inputBox('Scrypt takes its time');
    await workbench.statusBarItem('2/3 phases').waitFor();
    const [head, before] = [await git('rev-parse', 'HEAD'), await pushed()];
    await create();
    const { message, detail, buttons } = await workbench.dialog();
    assert.equal(message, 'Files of the plan aren’t committed, so they would be missing in the pull request.');
    assert.match(
      detail,
      /^• context\/context\.md\n• context\/plans\/.*-phase-2\.md\n• context\/summaries\/.*-phase-2-summary\.md\n\n“Commit and Push” will commit them on .*, and nothing else\. Then .* to origin, where you will open .* yourself\.$/,
    );
    assert.ok(buttons.includes('Push Without Them'), buttons.join());
    await workbench.dialogButton('Cancel');
    assert.deepEqual([await git('rev-parse', 'HEAD'), await pushed()], [head, before]);
  });

  it('offers a draft where the forge can be told of one, and else says where it is chosen', async () => {
    const { workbench, repository } = world;
    await git('remote', 'set-url', '--push', 'origin', repository.remote);
    try {
      for (const [address, offered] of [
        ['https://gitlab.com/o/r.git', true],
        ['https://dev.azure.com/o/p/_git/r', false],
      ] as const) {
        await git('config', 'remote.origin.url', address);
        await create();
        const { detail, buttons } = await workbench.dialog();
        assert.equal(buttons.includes('Commit and Create Draft'), offered, buttons.join());
        assert.equal(detail.includes('For a draft, choose that on the page'), !offered, detail);
        await workbench.dialogButton('Cancel');
      }
    } finally {
      await git('config', 'remote.origin.url', repository.remote);
      await git('config', '--unset', 'remote.origin.pushurl');
    }
  });

  it('commits them first when asked to, says so when the remote is gone, and pushes what is then there', async () => {
    const { workbench, repository } = world;
    await create();
    await workbench.dialog();
    renameSync(repository.remote, `${repository.remote}.gone`);
    await workbench.dialogButton('Commit and Push');
    const failed = workbench.notification(`${branch} could not be pushed to origin`);
    await failed.locator('.codicon-error').waitFor();
    const commit = await git('rev-parse', '--short=7', 'HEAD');
    assert.match(
      String(await workbench.notifications()),
      new RegExp(`The plan’s files were committed \\(${commit}\\)`),
    );
    renameSync(`${repository.remote}.gone`, repository.remote);
    await workbench.notificationButton('could not be pushed', 'Try Again');
    await workbench.notification(`${branch} was pushed. Open the pull request on your server.`).waitFor();
    assert.equal(await git('status', '--porcelain'), '');
    assert.equal(await pushed(), await git('rev-parse', 'HEAD'));
    const files = await git('show', '--name-only', '--format=%s', 'HEAD');
    assert.match(
      files,
      /^docs: Summarize phase 2 \(API Layer\)\n\ncontext\/context\.md\n.*phase-2\.md\n.*phase-2-summary\.md$/,
    );
  });

  it('asks nothing when everything is committed', async () => {
    const { workbench } = world;
    await workbench.clearNotifications();
    await create();
    const message = workbench.notification(`${branch} was pushed. Open the pull request on your server.`);
    await message.locator('.codicon-info').waitFor();
    await workbench.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await workbench.notificationButton('was pushed', 'Copy Branch');
    const clipboard = (): Promise<string> => workbench.page.evaluate('navigator.clipboard.readText()');
    await workbench.until('it is copied', async () => (await clipboard()) === branch);
    assert.deepEqual(await workbench.notifications(), []);
  });

  it('warns of work that isn’t committed', async () => {
    const { workbench, repository } = world;
    await workbench.clearNotifications();
    writeFileSync(join(repository.folder, 'README.md'), '# Changed\n');
    await create();
    const message = workbench.notification('Uncommitted changes are not in the pull request: README.md.');
    await message.locator('.codicon-warning').waitFor();
    await git('checkout', '--quiet', 'README.md');
    await workbench.clearNotifications();
  });

  it('says what it waits for, and Refresh sees the merge on a server it knows nothing of', async () => {
    const { workbench } = world;
    await workbench.palette('Phased Plans: Show Status');
    await workbench.quickFocused('Waiting for the Merge of Phase 2');
    const message = `Phase 2 waits to be merged: ${branch} was pushed. Merge it on your server, then refresh.`;
    await workbench.notification(message).locator('.codicon-info').waitFor();
    await git('push', '--quiet', world.repository.remote, `${branch}:main`);
    await workbench.notificationButton('waits to be merged', 'Refresh');
    await workbench.row('Plan', /2 · API Layer.*merged/).waitFor();
    await workbench.palette('Phased Plans: Show Status');
    await workbench.quickFocused('Start Phase 3');
  });
});
