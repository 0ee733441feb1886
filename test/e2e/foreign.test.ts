import * as assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { useWorkbench } from '../support/e2e.mjs';
import { git } from '../../scripts/lib/repository.mjs';
import { worldAt } from '../support/world';

const plans = 'context/plans/2025-12-18-implement-user-authentication';
const VIEW = 'Plan';
/** Without its file it goes by its task, which stands in the problem's row too. */
const MASTER = /implement-user-authentication\s*1\/3/;
const ADDRESSES =
  'https://evil.example www.evil.example a@evil.example <https://evil.example> <command:phasedPlans.archive>';

/** A repository that somebody else made, on the demo: phase 1 merged, phase 2 runs with two of five to-dos done. */
describe('what plans of somebody else bring', function () {
  this.timeout(120_000);
  const world = useWorkbench({
    demo: true,
    async prepare({ folder }) {
      const phase = join(folder, `${plans}-phase-3.md`);
      writeFileSync(phase, readFileSync(phase, 'utf8').replace('Sign in and out', `See ${ADDRESSES} to sign in`));
      const master = join(folder, `${plans}.md`);
      const text = readFileSync(master, 'utf8');
      writeFileSync(master, text.replace('Phase 3: Frontend', 'Phase 3: Frontend of www.evil.example'));
    },
  });
  const path = (file: string): string => join(world.repository.folder, file);
  const hasRow = (text: RegExp) => async (): Promise<boolean> =>
    (await world.workbench.rows(VIEW)).some((row) => text.test(row));
  const hoverWith = async (row: string | RegExp, text: string) => {
    const { workbench } = world;
    await workbench.row(VIEW, row).locator('.label-name').hover();
    const hover = workbench.page.locator('.monaco-hover:visible').filter({ hasText: text }).first();
    await hover.waitFor();
    return hover;
  };

  it('an address in a tooltip is text', async () => {
    const { workbench } = world;
    await workbench.openContainer('Phased Plans');
    const hover = await hoverWith('3 · Frontend', 'to sign in');
    assert.ok((await hover.innerText()).includes(`See ${ADDRESSES} to sign in`), await hover.innerText());
    assert.equal(await hover.locator('a').count(), 0);
    await workbench.statusBarItem('API Layer · 2/5').hover();
    const bar = workbench.page.locator('.monaco-hover:visible').filter({ hasText: '1 of 3 phases completed' }).first();
    await bar.waitFor();
    const text = (await bar.innerText()).replaceAll('\u00a0', ' ');
    assert.ok(text.includes('Phase 3: Frontend of www.evil.example'), text);
    const links = (await bar.locator('a').allInnerTexts()).map((link) => link.replaceAll('\u00a0', ' ').trim());
    assert.deepEqual(links, ['Open the To-Do List', 'All Phases']);
    await workbench.page.mouse.move(700, 400);
  });

  it('a pipe as the plan is waited for by nobody, however often it is pointed at', async () => {
    const { workbench } = world;
    const master = path(`${plans}.md`);
    const text = readFileSync(master, 'utf8');
    rmSync(master);
    execFileSync('mkfifo', [master]);
    await workbench.until('it is told', hasRow(/^The master plan, .* can’t be read as a text file/));
    // One more than there are threads that read files in an extension host.
    for (let times = 0; times < 5; times++) {
      await hoverWith(MASTER, 'Phases: 1 of 3 completed');
      await hoverWith('2 · API Layer', 'Register, sign in and refresh over HTTP');
    }
    // There is nothing to be opened: a click closes the row, and opens it again.
    await workbench.row(VIEW, MASTER).click();
    await workbench.until('the row is closed', async () => !(await hasRow(/2 · API Layer/)()));
    await workbench.row(VIEW, MASTER).click();
    await workbench.tick(VIEW, 'Add POST /login');
    await workbench.statusBarItem('API Layer · 3/5').waitFor();
    assert.equal(await workbench.tab(`${plans.split('/').at(-1)}.md`).count(), 0);
    rmSync(master);
    writeFileSync(master, text);
    await workbench.until('the plan is back', hasRow(/^Implement User Authentication/));
  });

  it('a link that leads out is a problem, and shows nothing of what it leads to', async () => {
    const { workbench } = world;
    const secret = join(world.repository.root, 'secret.md');
    writeFileSync(secret, '# Master Plan: Secret\n\n## Overview\n\n### Objective\n\nNobody’s business.\n');
    rmSync(path(`${plans}.md`));
    symlinkSync(secret, path(`${plans}.md`));
    symlinkSync(secret, path('context/plans/2025-01-01-secret.md'));
    await workbench.until('it is told', hasRow(/^“.*” is outside the workspace folder/));
    const hover = await hoverWith(MASTER, 'Phases: 1 of 3 completed');
    assert.doesNotMatch(await hover.innerText(), /business/);
    await workbench.row(VIEW, MASTER).click();
    await workbench.palette('Phased Plans: Open Dashboard');
    const dashboard = await workbench.frame('#dashboard .node');
    assert.doesNotMatch(await dashboard.locator('#dashboard').innerText(), /Secret|business/);
    assert.doesNotMatch((await workbench.rows(VIEW)).join('\n'), /Secret|business/);
    assert.equal(await workbench.tab(`${plans.split('/').at(-1)}.md`).count(), 0);
    await workbench.page.locator('.pane-header .title', { hasText: /^Library$/i }).click();
    await workbench.until('the library has the others', async () =>
      (await workbench.rows('Library')).some((row) => /^Plans 3/.test(row)),
    );
  });
});

describe('a repository of another owner', function () {
  this.timeout(120_000);
  const world = useWorkbench({ demo: true, env: { GIT_TEST_ASSUME_DIFFERENT_OWNER: '1' } });

  it('shows its plan, and says in git’s words what to do, with no button', async () => {
    const { workbench } = world;
    await workbench.openContainer('Phased Plans');
    await workbench.until('the plan is shown', async () =>
      (await workbench.rows(VIEW)).some((row) => /2 · API Layer/.test(row)),
    );
    await workbench.palette('Phased Plans: Summarize Phase');
    const told = workbench.notification('detected dubious ownership in repository at');
    await told.waitFor();
    await told.hover();
    assert.match(await told.innerText(), /run “git config --global --add safe\.directory .*notebook”/);
    assert.equal(await told.locator('.monaco-button').count(), 0);
  });
});

describe('a folder that is opened by a link, in worktree mode', function () {
  this.timeout(120_000);
  const world = useWorkbench({
    settings: { 'phasedPlans.isolation': 'worktree' },
    async prepare({ root, folder, remote }) {
      const { engine } = worldAt(root, folder, remote);
      await engine.init();
      const phases = [{ name: 'One', steps: ['Describe it'] }];
      await engine.createPlan({ task: 'linked', date: '2025-12-18', commit: true, phases });
      await git(folder, ['push', '--quiet']);
      symlinkSync(folder, join(root, 'link'));
    },
    folder: ({ root }) => join(root, 'link'),
  });

  it('starts a phase in its worktree, and shows it', async () => {
    const { workbench } = world;
    await workbench.openContainer('Phased Plans');
    await workbench.until('the plan is shown', async () =>
      (await workbench.rows(VIEW)).some((row) => /1 · One 1 step/.test(row)),
    );
    await workbench.inlineAction(VIEW, '1 · One', 'Start Phase');
    await workbench.dialogButton('Approve and Start');
    await workbench.until('it runs', async () =>
      (await workbench.rows(VIEW)).some((row) => /1 · One 0\/1 · in \.para-worktrees\/linked-phase-1$/.test(row)),
    );
    assert.ok(existsSync(join(world.repository.folder, '.para-worktrees/linked-phase-1/.git')));
  });
});
