import * as assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { useWorkbench } from '../support/e2e.mjs';
import { git } from '../../scripts/lib/repository.mjs';
import { worldAt } from '../support/world';

const VIEW = 'Plan';
const WORKTREE = '.para-worktrees/beside-phase';
const CONTEXT = 'context/context.md';

/** Phases 1 and 2 run side by side; the window is on the worktree of phase 2, though phase 1 was started last. */
describe('a window on a phase’s worktree', function () {
  this.timeout(120_000);
  const world = useWorkbench({
    settings: { 'phasedPlans.isolation': 'worktree' },
    async prepare({ root, folder, remote }) {
      const { engine } = worldAt(root, folder, remote, { isolation: 'worktree' });
      await engine.init();
      const phases = [
        { name: 'One', steps: ['Describe it'] },
        { name: 'Two', steps: ['Build it', 'Test it'] },
        { name: 'Three', steps: ['Sell it'] },
      ];
      await engine.createPlan({
        task: 'beside',
        date: '2025-12-18',
        commit: true,
        phases: phases.map((phase) => ({ ...phase, dependsOn: [] })),
      });
      await git(folder, ['push', '--quiet']);
      for (const phase of [2, 1]) await engine.executePhase({ phase });
    },
    folder: ({ folder }) => join(folder, `${WORKTREE}-2`),
  });
  const path = (file: string): string => join(world.repository.folder, file);
  const read = (file: string): string => readFileSync(path(file), 'utf8');
  const there = (phase: number, ...args: string[]): Promise<string> => git(path(`${WORKTREE}-${phase}`), args);
  const hasRow = (text: RegExp) => async (): Promise<boolean> =>
    (await world.workbench.rows(VIEW)).some((row) => text.test(row));
  const problem = /Branch “other” is checked out in \.para-worktrees\/beside-phase/;

  it('shows every phase, its own in the status bar', async () => {
    const { workbench } = world;
    await workbench.openContainer('Phased Plans');
    await workbench.until('phase 2 runs', hasRow(/^ {2}2 · Two 0\/2 · in \.para-worktrees\/beside-phase-2$/));
    assert.deepEqual(
      (await workbench.rows(VIEW)).filter((row) => /^( {2})?\S/.test(row)),
      [
        'Beside 0/3 · not approved',
        '  1 · One 0/1 · in .para-worktrees/beside-phase-1',
        '  2 · Two 0/2 · in .para-worktrees/beside-phase-2',
        '  3 · Three 1 step',
      ],
    );
    await workbench.statusBarItem('Phase 2/3 · Two · 0/2').waitFor();
  });

  it('ticks a to-do in the context file of the main folder', async () => {
    const { workbench } = world;
    const before = read(CONTEXT);
    const own = read(`${WORKTREE}-2/${CONTEXT}`);
    await workbench.checkbox(VIEW, 'Build it').click();
    await workbench.statusBarItem('Phase 2/3 · Two · 1/2').waitFor();
    assert.equal(read(CONTEXT), before.replace('- [ ] Build it', '- [x] Build it'));
    assert.equal(read(`${WORKTREE}-2/${CONTEXT}`), own);
    assert.equal(await there(2, 'status', '--porcelain'), '');
    await workbench.palette('Phased Plans: Open Context File');
    await workbench.until('the main context file is open', async () =>
      (await workbench.editorText()).includes('- [x] Build it'),
    );
  });

  it('follows the context file and the worktrees of all', async () => {
    const { workbench } = world;
    const { engine } = worldAt(world.repository.root, world.repository.folder, world.repository.remote);
    await engine.setTodo({ phase: 1, index: 0, done: true });
    await workbench.until('it is shown', hasRow(/1 · One 1\/1/));
    await there(1, 'switch', '--quiet', '--create', 'other');
    await workbench.until('the switch is shown', hasRow(problem));
    await there(1, 'switch', '--quiet', 'para/beside-phase-1');
    await workbench.until('the switch back is shown', async () => !(await hasRow(problem)()));
  });

  it('warns when its own branch isn’t checked out', async () => {
    const { workbench } = world;
    await there(2, 'switch', '--quiet', 'other');
    const item = workbench.statusBarItem('Phase 2/3 · Two · 1/2');
    await item.locator('.codicon-warning').waitFor();
    await there(2, 'switch', '--quiet', 'para/beside-phase-2');
    await item.locator('.codicon-list-tree').waitFor();
    await workbench.until('the problem is gone', async () => !(await hasRow(problem)()));
  });

  it('starts another phase beside them, and stays on its own', async () => {
    const { workbench } = world;
    await workbench.inlineAction(VIEW, '3 · Three', 'Start Phase');
    await workbench.dialogButton('Start Anyway');
    await workbench.notification(`in ${WORKTREE}-3`).waitFor();
    await workbench.until('it runs', hasRow(/3 · Three 0\/1 · in \.para-worktrees\/beside-phase-3/));
    assert.equal(await there(3, 'branch', '--show-current'), 'para/beside-phase-3');
    assert.equal(await there(2, 'branch', '--show-current'), 'para/beside-phase-2');
    assert.equal(await world.repository.git('branch', '--show-current'), 'main');
    assert.ok(!existsSync(path(`${WORKTREE}-2/.para-worktrees`)));
    await workbench.statusBarItem('Phase 2/3 · Two · 1/2').waitFor();
    await workbench.clearNotifications();
    // What the message offered is in the title of the phase's plan.
    await workbench.row(VIEW, '3 · Three').click();
    const open = workbench.page.locator('.editor-group-container.active .editor-actions .action-label');
    await open.and(workbench.page.locator('[aria-label^="Open Worktree in New Window"]')).waitFor();
  });

  it('switches a rule off in a file of the main folder', async () => {
    const { workbench } = world;
    const before = read(CONTEXT);
    writeFileSync(path(CONTEXT), before.replace(/"current_phase": \d/, '"current_phase": 9'));
    await workbench.until('there is a problem', async () =>
      (await workbench.problems()).some((each: string) => /current_phase/.test(each)),
    );
    await workbench.palette('Phased Plans: Open Context File');
    await workbench.until('it is open', async () => (await workbench.editorText()).includes('## To-Do List'));
    await workbench.goToLine(read(CONTEXT).split('"current_phase"')[0]?.split('\n').length ?? 0);
    await workbench.page.keyboard.press('End');
    const shown = await workbench.editorText();
    const rows = workbench.page.locator('.action-widget .monaco-list-row');
    const wanted = rows.and(workbench.page.locator('.focused')).filter({ hasText: 'Switch This Rule Off' });
    await workbench.listFixes(rows.first());
    await workbench.until('the fix is in front', async () => {
      if (await wanted.isVisible()) return true;
      await workbench.page.keyboard.press('ArrowDown');
      return false;
    });
    await workbench.takeFix(shown);
    await workbench.save();
    await workbench.until('it is saved', () => /<!-- phased-plans-disable [a-z-]+ -->/.test(read(CONTEXT)));
    writeFileSync(path(CONTEXT), before);
    await workbench.until('the file is as it was', async () => !(await workbench.editorText()).includes('disable'));
  });

  it('says what is in the way of removing a worktree before it asks', async () => {
    const { workbench } = world;
    await workbench.rowMenu('Plan', /2 · Two/, 'Remove Worktree…');
    await workbench.notification('This window is on').waitFor();
    assert.equal(await workbench.page.locator('.monaco-dialog-box').count(), 0);
    await workbench.clearNotifications();
  });

  it('summarizes its own phase, into the main folder', async () => {
    const { workbench } = world;
    await workbench.palette('Phased Plans: Summarize Phase');
    await workbench.quickFocused('Phase 2: Two');
    await workbench.dialogButton('Summarize Anyway');
    await workbench.page.locator('.quick-input-message', { hasText: 'What did you learn?' }).waitFor();
    await workbench.inputBox('');
    await workbench.until('phase 2 is completed', hasRow(/2 · Two (merged|not merged|completed)/));
    assert.match(read(CONTEXT), /"completed_summaries": \[\s*"context\/summaries\/[^"]*beside-phase-2-summary\.md"/);
    assert.equal(await there(2, 'status', '--porcelain'), '');
    assert.deepEqual(await workbench.notifications(), []);
  });
});
