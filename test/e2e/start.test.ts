import * as assert from 'node:assert/strict';
import { appendFileSync, chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { untilOn, useWorkbench } from '../support/e2e.mjs';

const task = 'implement-user-authentication';
const branch = `para/${task}-phase-2`;
const plan = `context/plans/2025-12-18-${task}-phase-3.md`;

/** Between phases: phase 1 is merged, phase 2 can start, and the remote answers only while its gate is open. */
describe('starting a phase', function () {
  this.timeout(120_000);
  const world = useWorkbench({
    demo: true,
    async prepare({ root, git }) {
      await git('switch', '--quiet', 'main');
      await git('branch', '--quiet', '-D', branch);
      const slow = join(root, 'slow-upload-pack');
      writeFileSync(
        slow,
        `#!/bin/sh\nwhile [ -e '${join(root, 'closed')}' ]; do sleep 0.05; done\nexec git-upload-pack "$@"\n`,
      );
      chmodSync(slow, 0o755);
      await git('config', 'remote.origin.uploadpack', slow);
    },
  });
  const git = (...args: string[]): Promise<string> => world.repository.git(...args);
  const gate = () => join(world.repository.root, 'closed');
  const everything = async (): Promise<string[]> =>
    Promise.all([
      git('symbolic-ref', 'HEAD'),
      git('for-each-ref'),
      git('status', '--porcelain'),
      git('stash', 'list'),
      Promise.resolve(readFileSync(join(world.repository.folder, 'context/context.md'), 'utf8')),
    ]);
  const spinning = () => world.workbench.statusBarItem('1/3 phases').locator('.codicon-modifier-spin');

  it('is the next action, and no to-dos of the phase before are counted', async () => {
    const { workbench } = world;
    await workbench.openContainer('Phased Plans');
    await workbench.statusBarItem('1/3 phases').waitFor();
    await workbench.palette('Phased Plans: Show Status');
    let rows: string[] = [];
    await workbench.until('the phases are listed', async () => {
      rows = await workbench.quickRows();
      return rows.some((row) => row.startsWith('Phase 3'));
    });
    assert.deepEqual(rows, [
      'Start Phase 2',
      'Phase 1: Database Schema & Migrations merged',
      'Phase 2: API Layer can start',
      'Phase 3: Frontend waiting for phase 2',
    ]);
    await workbench.page.keyboard.press('Escape');
  });

  it('spins in the status bar while it fetches, and is cancelled without a trace', async () => {
    const { workbench } = world;
    await workbench.openContainer('Phased Plans');
    await workbench.statusBarItem('1/3 phases').waitFor();
    const before = await everything();
    writeFileSync(gate(), '');
    await workbench.inlineAction('Plan', '2 · API Layer', 'Start Phase');
    await spinning().waitFor();
    await workbench.notificationButton('Starting phase 2', 'Cancel');
    await workbench.until('the notification is gone', async () => (await workbench.notifications()).length === 0);
    rmSync(gate());
    await spinning().waitFor({ state: 'detached' });
    assert.deepEqual(await everything(), before);
    assert.deepEqual(await workbench.notifications(), []);
  });

  it('is cancelled while a hook hangs: what it did is taken back, and that is said', async () => {
    const { workbench, repository } = world;
    const hook = join(repository.folder, '.git/hooks/pre-commit');
    const before = await everything();
    writeFileSync(hook, '#!/bin/sh\nsleep 300\n', { mode: 0o755 });
    await workbench.inlineAction('Plan', '2 · API Layer', 'Start Phase');
    await workbench.until('its branch is made', async () => (await git('branch', '--show-current')) === branch);
    await workbench.notificationButton('Starting phase 2', 'Cancel');
    await workbench.notification('was cancelled. Everything is as it was before.').waitFor();
    await spinning().waitFor({ state: 'detached' });
    assert.deepEqual(await everything(), before);
    rmSync(hook);
    await workbench.clearNotifications();
  });

  it('says all that a refusing hook has said, and is tried again once that is put right', async () => {
    const { workbench, repository } = world;
    const hook = join(repository.folder, '.git/hooks/pre-commit');
    const before = await everything();
    const refuses =
      '#!/bin/sh\n[ -e .git/fine ] || { echo "Two faults:" >&2; printf "\\033[33ma.ts\\033[0m: no semicolon\\n" >&2; exit 1; }\n';
    writeFileSync(hook, refuses, { mode: 0o755 });
    await workbench.inlineAction('Plan', '2 · ', 'Start Phase');
    await workbench.notification('Two faults: · a.ts: no semicolon').waitFor();
    assert.deepEqual(await everything(), before);
    writeFileSync(join(repository.folder, '.git/fine'), '');
    await workbench.notificationButton('Two faults:', 'Show Log');
    await workbench.notificationButton('Two faults:', 'Try Again');
    await workbench.notificationButton('Started phase 2', 'Undo');
    await workbench.until('its branch is gone', async () => (await branches()) === '');
    assert.deepEqual(await everything(), before);
    rmSync(hook);
  });

  const branches = (): Promise<string> => git('branch', '--list', branch);

  it('says what it has done in one message, and Undo takes all of it back', async () => {
    const { workbench } = world;
    const before = await everything();
    await workbench.inlineAction('Plan', '2 · ', 'Start Phase');
    await untilOn(world, branch);
    const commit = await git('rev-parse', '--short=7', 'HEAD');
    const message = `Started phase 2 on ${branch} (commit ${commit}), with 5 to-dos.`;
    await workbench.notification(message).locator('.codicon-info').waitFor();
    assert.deepEqual(await workbench.notifications(), [message]);
    await workbench.notificationButton(message, 'Undo');
    await workbench.until('its branch is gone', async () => (await branches()) === '');
    await workbench.statusBarItem('1/3 phases').waitFor();
    assert.deepEqual(await everything(), before);
    assert.deepEqual(await workbench.notifications(), []);
  });

  it('takes nothing else back when another step was done since', async () => {
    const { workbench, repository } = world;
    await workbench.inlineAction('Plan', '2 · ', 'Start Phase');
    await untilOn(world, branch);
    await workbench.notification('Started phase 2').waitFor();
    await git('switch', '--quiet', 'main');
    await git('branch', '--quiet', '-D', branch);
    await workbench.statusBarItem('1/3 phases').waitFor();
    appendFileSync(join(repository.folder, plan), '\nMore.\n');
    await git('commit', '--quiet', '--all', '--message=docs: More');
    await workbench.notificationButton('Started phase 2', 'Undo');
    await workbench.notification('can’t be undone').waitFor();
    assert.equal(await git('log', '-1', '--format=%s'), 'docs: More');
    await git('reset', '--quiet', '--hard', 'HEAD~');
    await workbench.clearNotifications();
  });

  it('says where changes were stashed, and Apply Stash brings them back', async () => {
    const { workbench, repository } = world;
    const readme = join(repository.folder, 'README.md');
    const was = readFileSync(readme, 'utf8');
    writeFileSync(readme, `${was}Mine.\n`);
    await workbench.inlineAction('Plan', '2 · ', 'Start Phase');
    const { message, detail } = await workbench.dialog();
    assert.equal(message, 'There are uncommitted changes.');
    assert.match(detail, /^• README\.md\n\nCarry Along: /);
    await workbench.dialogButton('Stash');
    await untilOn(world, branch);
    await workbench.notification(`Your uncommitted changes were stashed as stash@{0}: ${branch}`).waitFor();
    assert.equal((await workbench.notifications()).length, 1);
    assert.equal(readFileSync(readme, 'utf8'), was);
    await workbench.notificationButton('were stashed as', 'Apply Stash');
    await workbench.notification('Your changes are back. The stash entry is still there: stash@{0}').waitFor();
    assert.equal((await workbench.notifications()).length, 1);
    assert.equal(readFileSync(readme, 'utf8'), `${was}Mine.\n`);
    assert.match(await git('stash', 'list'), new RegExp(branch));
    await workbench.clearNotifications();
    await git('checkout', '--quiet', '--', 'README.md');
    await git('stash', 'drop', '--quiet');
    await git('switch', '--quiet', 'main');
    await git('branch', '--quiet', '-D', branch);
    await workbench.statusBarItem('1/3 phases').waitFor();
  });

  it('offers to commit changed plans that can’t come along, and then starts', async () => {
    const { workbench } = world;
    const change = (text: string) => appendFileSync(join(world.repository.folder, plan), `\n${text}\n`);
    await git('switch', '--quiet', '--create', 'planning');
    change('Committed on another branch.');
    await git('commit', '--quiet', '--all', '--message=docs: Think about phase 3');
    change('Not committed.');
    // Of the plan as well, though it could come along.
    const summary = 'context/summaries/2025-12-18-add-search-summary.md';
    writeFileSync(join(world.repository.folder, summary), '# Add search\n');
    await workbench.inlineAction('Plan', '2 · API Layer', 'Start Phase');
    const { message, detail, buttons } = await workbench.dialog();
    assert.equal(message, 'Uncommitted changes to the plan’s files can’t be carried along.');
    assert.ok(detail.startsWith(`• ${plan}\n\nThe branch to start from has other versions of them.\n\n`), detail);
    const then = 'These will be committed on planning, nothing else with them. Then the phase will start.';
    assert.ok(detail.endsWith(`\n\n${then}\n• ${plan}\n• ${summary}`), detail);
    assert.ok(buttons.includes('Commit Them Here'), buttons.join());
    await workbench.dialogButton('Commit Them Here');
    await untilOn(world, branch);
    await workbench.statusBarItem('Phase 2/3 · API Layer · 0/5').waitFor();
    assert.equal(await git('log', '-1', '--format=%s', 'planning'), 'docs: Update the plan');
    assert.equal(await git('diff', '--name-only', 'planning~', 'planning'), `${plan}\n${summary}`);
    assert.equal(await git('diff', '--name-only', 'main', branch, '--', plan), '');
    assert.equal(await git('status', '--porcelain'), '');
  });
});
