import * as assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { filesIn, untilOn, useWorkbench } from './e2e.mjs';

const BRANCH = 'para/add-login-phase';
const VIEW = 'Plan';

/**
 * The whole story by mouse and keyboard, on a repository with a bare remote: once as VS Code saves on a desktop, once
 * as it saves by itself.
 */
export function tellLife(title: string, autoSave: 'off' | 'afterDelay'): void {
  describe(title, function () {
    this.timeout(120_000);
    const world = useWorkbench({ settings: { 'files.autoSave': autoSave } });
    const git = (...args: string[]): Promise<string> => world.repository.git(...args);
    const path = (file: string): string => join(world.repository.folder, file);
    const context = (): string =>
      existsSync(path('context/context.md')) ? readFileSync(path('context/context.md'), 'utf8') : '';
    /** The master plan, then the plans of the phases. */
    const plans = (): string[] =>
      filesIn(path('context/plans')).sort((a, b) => a.length - b.length || a.localeCompare(b));

    /** Waits for a question, so that nothing is typed into the one before. */
    const answer = async (question: string, text: string): Promise<void> => {
      const { workbench } = world;
      await workbench.page.locator('.quick-input-message', { hasText: question }).waitFor();
      await workbench.inputBox(text);
    };
    // A story: what comes after a failure has nothing to stand on.
    beforeEach(function () {
      if (this.currentTest?.parent?.tests.some((test) => test.isFailed())) this.skip();
    });

    it('is initialized from the welcome view', async () => {
      const { workbench } = world;
      await workbench.openContainer('Phased Plans');
      await workbench.welcomeButton(VIEW, 'Initialize');
      await workbench.until('the context file is there', () => context().includes('Ready to start first task.'));
    });

    it('is created by the wizard', async () => {
      const { workbench } = world;
      await workbench.welcomeButton(VIEW, 'Create Plan');
      await workbench.quickFocused('Phased plan');
      await answer('What is the task?', 'Add Login');
      await answer('What will be true', 'Users sign in');
      await workbench.quickPick('Your own phases');
      await answer('first phase', 'Database');
      await answer('phase 2', 'API');
      await answer('phase 3', '');
      await workbench.quickPick('Create 3 files');
      await workbench.until('the tree shows the phases', async () => {
        const rows = await workbench.rows(VIEW);
        return rows.some((row) => row.includes('1 · Database')) && rows.some((row) => row.includes('2 · API'));
      });
      assert.equal(plans().length, 3);
      for (const [index, step] of ['Create the table', 'Add the endpoint'].entries()) {
        const file = path(`context/plans/${plans()[index + 1] ?? ''}`);
        const steps = `### Detailed Implementation Steps\n\n- [ ] ${step}\n- [ ] Test it\n\n## Files`;
        const text = readFileSync(file, 'utf8').replace(/### Detailed Implementation Steps[\s\S]*?## Files/, steps);
        writeFileSync(file, text);
      }
    });

    it('is approved from the command palette', async () => {
      const { workbench } = world;
      await workbench.palette('Phased Plans: Approve Plan');
      await workbench.until('the master plan says so', () =>
        readFileSync(path(`context/plans/${plans()[0] ?? ''}`), 'utf8').includes('**Status:** Approved'),
      );
      await git('add', 'context');
      await git('commit', '--quiet', '--message=docs: Plan');
      await git('push', '--quiet');
    });

    it('starts phase 1 by its button in the tree', async () => {
      const { workbench } = world;
      await workbench.until('phase 1 has steps', async () =>
        (await workbench.rows(VIEW)).some((row) => row.includes('2 steps')),
      );
      await workbench.inlineAction(VIEW, '1 · Database', 'Start Phase');
      await untilOn(world, `${BRANCH}-1`);
      await workbench.statusBarItem('Phase 1/2 · Database · 0/2').waitFor();
      assert.match(
        await git('log', '-1', '--format=%s'),
        /^chore: Initialize execution context for add-login-phase-1$/,
      );
      await workbench.notification(`Started phase 1 on ${BRANCH}-1`).waitFor();
    });

    it('ticks to-dos in the tree', async () => {
      const { workbench } = world;
      mkdirSync(path('src'), { recursive: true });
      writeFileSync(path('src/table.sql'), 'create table users();\n');
      await git('add', 'src');
      await git('commit', '--quiet', '--message=feat: Create the table');
      const before = context();
      await workbench.tick(VIEW, 'Create the table');
      await workbench.until(
        'the box is ticked in the file',
        () => context() === before.replace('- [ ] Create', '- [x] Create'),
      );
      await workbench.statusBarItem('Phase 1/2 · Database · 1/2').waitFor();
      await workbench.tick(VIEW, 'Test it');
      await workbench.statusBarItem('Phase 1/2 · Database · 2/2').waitFor();
    });

    it('takes up a to-do that is typed', async () => {
      const { workbench } = world;
      await workbench.quickOpen('context.md');
      await workbench.goToLine(
        context()
          .split('\n')
          .findIndex((line) => line.includes('Test it')) + 1,
      );
      await workbench.page.keyboard.press('End');
      await workbench.page.keyboard.press('Enter');
      await workbench.page.keyboard.press('Home');
      await workbench.page.keyboard.type('- [x] Name it');
      await workbench.until('it is typed', async () => (await workbench.editorText()).includes('- [x] Name it'));
      if (autoSave === 'off') await workbench.save();
      await workbench.statusBarItem('Phase 1/2 · Database · 3/3').waitFor();
      assert.ok(context().includes('- [x] Test it\n- [x] Name it\n'));
    });

    it('summarizes phase 1 by its CodeLens', async () => {
      const { workbench } = world;
      await workbench.quickOpen(plans()[1] ?? '');
      await workbench.codeLens('Summarize Phase 1');
      await answer('What did you learn?', 'Tables need names');
      await workbench.until('the summary is open', async () =>
        (await workbench.activeTab())?.includes('phase-1-summary'),
      );
      const [summary = ''] = filesIn(path('context/summaries'));
      const text = readFileSync(path(`context/summaries/${summary}`), 'utf8');
      assert.match(text, /`src\/table\.sql` \(\+1 -0\)\n {2}- feat: Create the table/);
      assert.match(text, /Tables need names/);
      assert.match(context(), /^Completed: Add Login - Phase 1: Database$/m);
      await git('add', 'context');
      await git('commit', '--quiet', '--message=docs: Summarize');
    });

    it('says why phase 2 waits, and starts it once phase 1 is merged', async () => {
      const { workbench } = world;
      await workbench.until('it is shown as not merged', async () =>
        (await workbench.rows(VIEW)).some((row) => /1 · Database.*not merged/.test(row)),
      );
      await git('switch', '--quiet', 'main');
      await git('merge', '--quiet', '--squash', `${BRANCH}-1`);
      await git('commit', '--quiet', '--message=feat: Phase 1');
      await git('push', '--quiet');
      await workbench.until('it is shown as merged', async () =>
        (await workbench.rows(VIEW)).some((row) => /1 · Database.*merged/.test(row) && !/not merged/.test(row)),
      );
      // The status bar's click only tells; the next step is in front.
      await workbench.statusBarItem('Add Login · 1/2 phases').click();
      await workbench.quickFocused('Start Phase 2');
      await untilOn(world, `${BRANCH}-2`);
      await workbench.statusBarItem('Phase 2/2 · API · 0/2').waitFor();
    });

    it('asks what to do with uncommitted changes', async () => {
      const { workbench } = world;
      await git('switch', '--quiet', 'main');
      await git('branch', '--quiet', '-D', `${BRANCH}-2`);
      writeFileSync(path('README.md'), '# Changed\n');
      await workbench.until('phase 2 can start', async () =>
        // Its title may go on with a key.
        String(await workbench.inlineActions(VIEW, '2 · API')).includes('Start Phase'),
      );
      await workbench.inlineAction(VIEW, '2 · API', 'Start Phase');
      assert.match((await workbench.dialog()).detail, /^Carry Along: the changes will come along/m);
      await workbench.dialogButton('Carry Along');
      await untilOn(world, `${BRANCH}-2`);
      assert.equal(await git('status', '--porcelain', 'README.md'), ' M README.md');
      await git('checkout', '--quiet', '--', 'README.md');
    });

    it('follows an edit from outside within a second or so', async () => {
      const { workbench } = world;
      await workbench.statusBarItem('Phase 2/2 · API · 0/2').waitFor();
      writeFileSync(path('context/context.md'), context().replaceAll('- [ ]', '- [x]'));
      await workbench.statusBarItem('Phase 2/2 · API · 2/2').waitFor({ timeout: 5000 });
    });

    it('is summarized and archived', async () => {
      const { workbench } = world;
      await workbench.palette('Phased Plans: Summarize Phase');
      // Nothing was committed on its branch.
      assert.match((await workbench.dialog()).message, /^The branch .* has no commits of its own/);
      await workbench.dialogButton('Summarize Anyway');
      await answer('What did you learn?', '');
      await workbench.until('all is completed', () => /^Completed: Add Login$/m.test(context()));
      // It is opened once everything is written.
      await workbench.until('its summary is open', async () =>
        /phase-2-summary\.md/.test((await workbench.activeTab()) ?? ''),
      );
      await git('add', 'context');
      await git('commit', '--quiet', '--message=docs: Summarize');
      await git('switch', '--quiet', 'main');
      await git('merge', '--quiet', '--no-edit', `${BRANCH}-2`);
      await git('push', '--quiet');
      await workbench.palette('Phased Plans: Archive Plan');
      await workbench.quickPick('Keep the list of summaries');
      await workbench.until('the context file is fresh', () => context().includes('Ready for next task.'));
      assert.equal(filesIn(path('context/archives')).length, 1);
      await workbench.until('the tree is empty', async () => (await workbench.rows(VIEW)).length === 0);
      // The master plan, the archive and the context file.
      await workbench.notificationButton('These files aren’t committed yet: context/archives/', 'Commit Them');
      await workbench.until('they are committed', async () => (await git('status', '--porcelain')) === '');
      assert.equal(await git('log', '-1', '--format=%s'), 'docs: Archive Add Login');
      // What is said stays as long as the pointer is over it.
      const expected = /^(Started phase 2 on |The archived plan’s files are committed on main\.)/;
      await workbench.until('nothing else is said', async () =>
        (await workbench.notifications()).every((message) => expected.test(message)),
      );
    });
  });
}
