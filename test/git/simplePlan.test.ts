import assert from 'node:assert/strict';
import { PLAN, TASK, branch, changes, commitAt, commitFile, refused, tip } from '../support/hostile';
import { makeWorld, type TestWorld } from '../support/world';

const CONTEXT = 'context/context.md';
const FILE = `${PLAN}.md`;
const NAME = `para/${TASK}`;

async function simpleWorld(): Promise<TestWorld> {
  const world = makeWorld();
  await world.engine.init();
  await world.engine.createPlan({ task: 'Implement User Authentication', objective: 'Users can sign in.' });
  const text = world.read(FILE);
  assert.match(text, /^# Plan: Implement User Authentication\n/);
  world.write(FILE, withSteps(text));
  world.git('add', 'context');
  world.git('commit', '--quiet', '--message=docs: Plan');
  world.git('push', '--quiet');
  return world;
}

/** The steps section of a plan, filled in. */
function withSteps(text: string): string {
  const [head = '', tail = ''] = text.split('## Implementation Steps\n');
  return `${head}## Implementation Steps\n\n1. Add the form\n2. Add the route\n\n${tail.slice(tail.indexOf('## '))}`;
}

describe('a simple plan', () => {
  it('goes from start to archive', async () => {
    const world = await simpleWorld();
    assert.equal((await world.engine.status()).state, 'planned');
    const started = await world.engine.executePhase();
    assert.deepEqual([started.branch, started.todos], [NAME, ['Add the form', 'Add the route']]);
    assert.equal(branch(world), NAME);
    assert.deepEqual(commitAt(world), {
      subject: `chore: Initialize execution context for ${TASK}`,
      files: [`M ${CONTEXT}`],
    });
    assert.equal(
      world.read(CONTEXT),
      `# Current Work Summary

Executing: Implement User Authentication

**Branch:** \`${NAME}\`
**Plan:** ${FILE}

## To-Do List

- [ ] Add the form
- [ ] Add the route

## Progress Notes

_Update this section as you complete items._

---

\`\`\`json
{
  "active_context": [
    "${FILE}"
  ],
  "completed_summaries": [],
  "execution_branch": "${NAME}",
  "execution_started": "2025-12-18T10:00:00Z",
  "last_updated": "2025-12-18T10:00:00Z"
}
\`\`\`
`,
    );
    assert.equal((await world.engine.status()).state, 'executing');
    assert.deepEqual((await world.engine.executePhase()).steps, []);

    commitFile(world, 'src/form.txt', 'form\n', 'feat: Add the form');
    await world.engine.setTodo({ index: 0, done: true, commit: 'docs: Tick' });
    const { summary } = await world.engine.summarizePhase({ commit: true, open: 'carry' });
    assert.equal(summary, `context/summaries/2025-12-18-${TASK}-summary.md`);
    assert.match(world.read(summary), /^# Summary: Implement User Authentication\n/);
    assert.match(world.read(summary), /## Objective\n\nUsers can sign in\.\n/);
    assert.match(world.read(summary), /- `src\/form\.txt` \(\+1 -0\)\n {2}- feat: Add the form/);
    const status = await world.engine.status();
    assert.deepEqual([status.state, status.plan?.status], ['complete', 'Completed']);
    assert.match(world.read(CONTEXT), /^Completed: Implement User Authentication$/m);
    await refused(world, 'PHASE_COMPLETED', () => world.engine.summarizePhase());
    await refused(world, 'PHASE_COMPLETED', () => world.engine.executePhase());

    world.git('switch', '--quiet', 'main');
    world.git('merge', '--quiet', '--squash', NAME);
    world.git('commit', '--quiet', '--message=feat: Sign in');
    await world.engine.archive({ commit: true });
    const end = await world.engine.status();
    assert.deepEqual([end.state, end.summaries], ['idle', [summary]]);
    assert.deepEqual(changes(world), []);
  });

  it('is refused with a phase, without steps, and when its branch exists', async () => {
    const world = await simpleWorld();
    await refused(world, 'UNKNOWN_PHASE', () => world.engine.executePhase({ phase: 1 }), /simple plan/);
    await refused(world, 'PHASE_NOT_STARTED', () => world.engine.summarizePhase());
    await refused(world, 'UNFINISHED', () => world.engine.archive());
    world.git('branch', '--quiet', NAME);
    await refused(world, 'BRANCH_EXISTS', () => world.engine.executePhase());
    const { branch: taken } = await world.engine.executePhase({ existingBranch: 'suffix' });
    assert.equal(taken, `${NAME}-2`);
    assert.equal((await world.engine.status()).branch.expected, taken);
    assert.deepEqual((await world.engine.executePhase()).steps, []);
    const bare = await simpleWorld();
    commitFile(bare, FILE, '# Plan: Bare\n');
    await refused(bare, 'NO_STEPS', () => bare.engine.executePhase());
  });

  it('is resumed from the base while it runs', async () => {
    const world = await simpleWorld();
    await world.engine.executePhase();
    const at = tip(world, 'HEAD');
    world.git('switch', '--quiet', 'main');
    await refused(world, 'BRANCH_EXISTS', () => world.engine.executePhase());
    const { todos } = await world.engine.executePhase({ existingBranch: 'resume' });
    assert.deepEqual([branch(world), tip(world, 'HEAD'), todos.length], [NAME, at, 2]);
  });

  it('follows a phased plan that is done, and is followed by one', async () => {
    const world = await simpleWorld();
    await world.engine.executePhase();
    await world.engine.summarizePhase({ commit: true, open: 'carry' });
    world.git('switch', '--quiet', 'main');
    world.git('merge', '--quiet', NAME);
    await world.engine.createPlan({ task: 'second', phases: [{ name: 'One', steps: ['A'] }], commit: true });
    assert.equal((await world.engine.executePhase()).branch, 'para/second-phase-1');
    await world.engine.summarizePhase({ commit: true, open: 'carry' });
    world.git('switch', '--quiet', 'main');
    world.git('merge', '--quiet', 'para/second-phase-1');
    await world.engine.createPlan({ task: 'third' });
    await world.engine.commitContext();
    assert.equal(world.git('log', '-1', '--format=%s'), 'docs: Plan Third');
    await world.engine.approvePlan({ commit: true });
    assert.equal(world.git('log', '-1', '--format=%s'), 'docs: Approve Third');
    const { branch: name } = await world.engine.executePhase({ todos: ['A'] });
    assert.equal(name, 'para/third');
    assert.doesNotMatch(world.read(CONTEXT), /phased_execution/);
  });

  it('is not ended by a diverged base that only has its plan', async () => {
    const world = await simpleWorld();
    world.git('reset', '--quiet', '--soft', 'HEAD~1');
    world.git('push', '--quiet', '--force', 'origin', 'HEAD:main');
    world.git('commit', '--quiet', '--message=docs: Plan');
    const other = world.clone('other');
    commitFile(other, 'src/new.txt');
    other.git('push', '--quiet');
    await world.engine.executePhase();
    assert.deepEqual(commitAt(world).files, [`A ${CONTEXT}`, `A ${FILE}`]);
    assert.equal(tip(world, 'HEAD^'), tip(world, 'origin/main'));
  });
});
