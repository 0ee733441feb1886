// The demo: a repository in the middle of a phased plan, "Implement User Authentication". Phase 1 is summarized and
// merged on the remote, phase 2 runs on its branch with two of its five to-dos done, phase 3 waits. Its files, step by
// step, are the folders of test/fixtures/demo.
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root as repositoryRoot } from './paths.mjs';
import { git, writeFiles } from './repository.mjs';
import { plainEnvironment, temporaryFolder } from './worlds.mjs';

const task = 'implement-user-authentication';
const master = `context/plans/2025-12-18-${task}.md`;
const phasePlan = (phase) => `context/plans/2025-12-18-${task}-phase-${phase}.md`;
const branchOf = (phase) => `para/${task}-phase-${phase}`;
const names = { 1: 'Database Schema & Migrations', 2: 'API Layer', 3: 'Frontend' };
const summary = `context/summaries/2025-12-19-${task}-phase-1-summary.md`;

const todos = {
  1: ['Create users table migration', 'Create refresh_tokens table migration', 'Run each migration once, in order'],
  2: [
    'Hash passwords with scrypt',
    'Add POST /register',
    'Add POST /login',
    'Rotate refresh tokens in POST /refresh',
    'Ask for an access token on private routes',
  ],
};

/**
 * Makes the demo in a temporary folder.
 * @returns {Promise<{ root: string, folder: string, remote: string }>}
 */
export async function makeDemo() {
  const root = temporaryFolder('demo');
  const folder = join(root, 'notebook');
  const remote = join(root, 'notebook.git');
  mkdirSync(folder);
  const world = { folder, env: plainEnvironment(), clock: Date.parse('2025-12-18T09:00:00Z') };
  await git(root, ['init', '--quiet', '--bare', '--initial-branch=main', remote], world.env);
  await inDemo(world, 'init', '--quiet', '--initial-branch=main');
  // The demo is worked on with the person's own git, which may not know them yet.
  await inDemo(world, 'config', 'user.name', 'Ada Example');
  await inDemo(world, 'config', 'user.email', 'ada@example.com');
  await inDemo(world, 'remote', 'add', 'origin', remote);
  await begin(world);
  await runPhase1(world);
  await mergePhase1(world);
  await runHalfOfPhase2(world);
  return { root, folder, remote };
}

async function begin(world) {
  await commit(world, 'feat: Keep notes', 'project');
  writeFiles(world.folder, { 'context/context.md': planned(world) });
  await commit(world, 'docs: Plan user authentication in three phases', 'plan');
  await inDemo(world, 'push', '--quiet', '--set-upstream', 'origin', 'main');
  await inDemo(world, 'remote', 'set-head', 'origin', 'main');
}

async function runPhase1(world) {
  await startPhase(world, 1);
  await tick(world, 1, 1, 'users');
  await tick(world, 1, 2, 'tokens');
  await tick(world, 1, 3, 'migrate');
  // The summary is written the next morning.
  world.clock += 22 * 3_600_000;
  writeFiles(world.folder, { 'context/context.md': executing(world, 1, 3, { completed: true }) });
  await commit(world, 'docs: Summarize phase 1', 'summary');
  await inDemo(world, 'push', '--quiet', '--set-upstream', 'origin', branchOf(1));
}

/** As a merged pull request leaves it. */
async function mergePhase1(world) {
  await inDemo(world, 'switch', '--quiet', 'main');
  await inDemo(
    world,
    'merge',
    '--quiet',
    '--no-ff',
    `--message=Merge pull request #12 from ${branchOf(1)}`,
    branchOf(1),
  );
  await inDemo(world, 'push', '--quiet', 'origin', 'main');
}

async function runHalfOfPhase2(world) {
  await startPhase(world, 2);
  await tick(world, 2, 1, 'passwords');
  await tick(world, 2, 2, 'register');
}

async function startPhase(world, phase) {
  await inDemo(world, 'switch', '--quiet', '--no-track', '--create', branchOf(phase), 'main');
  world.started = time(world);
  const plan = readFileSync(join(world.folder, phasePlan(phase)), 'utf8');
  writeFiles(world.folder, {
    'context/context.md': executing(world, phase, 0),
    [phasePlan(phase)]: plan.replace('**Status:** Pending', '**Status:** In Progress'),
  });
  await commit(world, `chore: Initialize execution context for ${task}-phase-${phase}`);
}

async function tick(world, phase, done, layer) {
  writeFiles(world.folder, { 'context/context.md': executing(world, phase, done) });
  await commit(world, `feat: ${todos[phase][done - 1]}`, layer);
}

async function commit(world, message, layer) {
  if (layer) cpSync(join(repositoryRoot, 'test', 'fixtures', 'demo', layer), world.folder, { recursive: true });
  await inDemo(world, 'add', '--all');
  await inDemo(world, 'commit', '--quiet', `--message=${message}`);
}

/** Each step a few minutes after the one before, so that the history reads like a day's work. */
function inDemo(world, ...args) {
  world.clock += 4 * 60_000;
  const date = time(world);
  return git(world.folder, args, { ...world.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date });
}

const time = (world) => new Date(world.clock).toISOString().replace(/\.\d+/, '');

function planned(world) {
  const plans = [master, phasePlan(1), phasePlan(2), phasePlan(3)];
  return [
    ...['# Current Work Summary', '', 'Planned: Implement User Authentication', '', '---', ''],
    ...stateBlock({
      active_context: plans,
      completed_summaries: [],
      phased_execution: { master_plan: master, phases: phases(['pending', 'pending', 'pending']), current_phase: null },
      last_updated: time(world),
    }),
  ].join('\n');
}

/** The context file while a phase runs, or once it is summarized. */
function executing(world, phase, done, { completed = false } = {}) {
  const status = completed ? 'completed' : 'in_progress';
  const statuses = [1, 2, 3].map((id) => (id < phase ? 'completed' : id === phase ? status : 'pending'));
  const verb = completed ? 'Completed' : 'Executing';
  return [
    ...['# Current Work Summary', ''],
    ...[`${verb}: Implement User Authentication - Phase ${phase}: ${names[phase]}`, ''],
    ...[`**Branch:** \`${branchOf(phase)}\``, `**Master Plan:** ${master}`, `**Phase Plan:** ${phasePlan(phase)}`, ''],
    ...['## To-Do List', '', ...todos[phase].map((text, at) => `- [${at < done ? 'x' : ' '}] ${text}`), ''],
    ...['## Progress Notes', '', '_Update this section as you complete items._', '', '---', ''],
    ...stateBlock({
      active_context: completed ? [master] : [master, phasePlan(phase)],
      completed_summaries: phase > 1 || completed ? [summary] : [],
      execution_branch: branchOf(phase),
      execution_started: world.started,
      phased_execution: {
        master_plan: master,
        phases: phases(statuses),
        current_phase: completed ? null : phase,
      },
      last_updated: completed ? time(world) : world.started,
    }),
  ].join('\n');
}

function phases(statuses) {
  return statuses.map((status, at) => ({ phase: at + 1, plan: phasePlan(at + 1), status }));
}

const stateBlock = (state) => ['```json', JSON.stringify(state, null, 2), '```', ''];
