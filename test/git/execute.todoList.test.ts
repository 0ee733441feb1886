import assert from 'node:assert/strict';
import { editContext } from '../../src/core/context/edit';
import { parseContext } from '../../src/core/context/parse';
import { CONTEXT, PHASE, changes, commitAt, commitFile, firstCommit, refused, worldIn } from '../support/hostile';
import { REPLACED, TOKENS, USERS, boxes, list } from '../support/todoList';
import type { TestWorld } from '../support/world';

const PLAN_1 = 'context/plans/2025-12-18-implement-user-authentication-phase-1.md';
const ONE = `${PHASE}-1`;

/** On `main`, where phase 1 runs with these to-dos, and whose branch is gone: whoever starts it again replaces them. */
async function mergedEarly(...items: string[]): Promise<TestWorld> {
  const world = await worldIn('started');
  if (items.length > 0) list(world, ...items);
  world.git('switch', '--quiet', 'main');
  world.git('merge', '--quiet', '--ff-only', ONE);
  world.git('branch', '--quiet', '-D', ONE);
  return world;
}

const start = (world: TestWorld, todoList?: 'stop' | 'replace') =>
  world.engine.executePhase({ phase: 1, ...(todoList ? { todoList } : {}) });

describe('executePhase: the to-do list', () => {
  const STEPS = [
    '### The `db` folder',
    '',
    '- [ ] Run `CREATE TABLE` **once**',
    '- [x] Read [the notes](notes.md)',
    '',
    '#### Later',
    '',
    '- [ ] Drop it',
  ];
  const planned = async (): Promise<TestWorld> => {
    const world = await worldIn('planned');
    const text = world
      .read(PLAN_1)
      .replace(
        /(### Detailed Implementation Steps\n\n)(?:- .*\n)+/,
        (_, heading: string) => `${heading}${STEPS.map((line) => line.replace(/^##/, '####')).join('\n')}\n`,
      );
    commitFile(world, PLAN_1, text, 'docs: Steps');
    world.git('push', '--quiet');
    return world;
  };

  it('keeps markup and sub-headings of the plan’s steps, and tells them in plain words', async () => {
    const world = await planned();
    const { todos } = await world.engine.executePhase({ phase: 1 });
    const plain = ['Run CREATE TABLE once', 'Read the notes', 'Drop it'];
    assert.deepEqual(todos, plain);
    assert.ok(
      world
        .read(CONTEXT)
        .includes(
          '## To-Do List\n\n### The db folder\n\n- [ ] Run `CREATE TABLE` **once**\n- [x] Read the notes\n\n### Later\n\n- [ ] Drop it\n\n## Progress',
        ),
      world.read(CONTEXT),
    );
    const status = await world.engine.status();
    assert.deepEqual(
      status.todos.map(({ text, phase }) => [text, phase]),
      plain.map((text) => [text, 1]),
    );
    // Started again, nothing of the old list is left over, nor taken for changed by hand.
    world.git('switch', '--quiet', 'main');
    world.git('merge', '--quiet', '--ff-only', ONE);
    world.git('branch', '--quiet', '-D', ONE);
    const before = world.read(CONTEXT).replace('- [x] Read', '- [ ] Read');
    commitFile(world, CONTEXT, before, 'docs: Untick');
    await start(world, 'stop');
    assert.equal(world.read(CONTEXT).match(/### (The db folder|Later)/g)?.length, 2);
  });
});

describe('executePhase: a to-do list that is in the way', () => {
  it('is not replaced when it has ticks, and the message counts them', async () => {
    const world = await mergedEarly(`- [x] ${USERS}`, `- [ ] ${TOKENS}`);
    await refused(world, 'UNFINISHED', () => start(world), /phase 1 has 2 items, 1 ticked, which/);
    await refused(world, 'UNFINISHED', () => start(world, 'stop'));
    await refused(world, 'UNFINISHED', () => world.engine.executePhase({ phase: 1, dryRun: true }));
  });

  it('is not replaced when it has items added by hand', async () => {
    const world = await mergedEarly(`- [ ] ${USERS}`, '  - [ ] With an index', `- [ ] ${TOKENS}`, '- [ ] Call Bob');
    await refused(world, 'UNFINISHED', () => start(world), /has 4 items, 2 added by hand, which/);
  });

  it('is not replaced when it has marks that are no ticks', async () => {
    const world = await mergedEarly(`- [~] ${USERS}`, `- [>] ${TOKENS}`);
    await refused(world, 'UNFINISHED', () => start(world), /2 ticked/);
  });

  it('is replaced when nothing is lost', async () => {
    const world = await mergedEarly();
    await start(world);
    assert.deepEqual(boxes(world.read(CONTEXT)), [`[ ] ${USERS}`, `[ ] ${TOKENS}`]);
    assert.doesNotMatch(world.read(CONTEXT), /replaced on/);
  });

  it('is kept under the progress notes when it is replaced, in the same commit', async () => {
    const items = [`- [x] ${USERS}`, '  - [x] With an `index`', `- [ ] ${TOKENS}`, '- [-] Call Bob'];
    const world = await mergedEarly(...items);
    const { todos } = await start(world, 'replace');
    assert.deepEqual(todos, [USERS, TOKENS]);
    const text = world.read(CONTEXT);
    assert.deepEqual(boxes(text), [`[ ] ${USERS}`, `[ ] ${TOKENS}`]);
    assert.ok(
      text.includes(`## Progress Notes\n\n${REPLACED}\n\n\`\`\`markdown\n${items.join('\n')}\n\`\`\`\n\n---\n`),
      text,
    );
    assert.deepEqual(commitAt(world), { subject: firstCommit(1), files: [`M ${CONTEXT}`] });
    assert.deepEqual(changes(world), []);
    const { summary } = await world.engine.summarizePhase({ open: 'carry' });
    assert.ok(world.read(summary).includes(`- [x] ${USERS}`));
  });

  it('is not replaced when something is written under its items', async () => {
    const note = '  - Blocked by Bob';
    const world = await mergedEarly(`- [ ] ${USERS}`, note, '', '  A paragraph', `- [ ] ${TOKENS}`);
    await refused(world, 'UNFINISHED', () => start(world), /has 2 items, 1 with notes under it, which/);
    await start(world, 'replace');
    assert.deepEqual(boxes(world.read(CONTEXT)), [`[ ] ${USERS}`, `[ ] ${TOKENS}`]);
    assert.ok(world.read(CONTEXT).includes(`markdown\n- [ ] ${USERS}\n${note}\n\n  A paragraph\n- [ ] ${TOKENS}\n`));
  });

  it('is not replaced when its items stand under one without a box', async () => {
    const world = await mergedEarly('- Backend', `  - [ ] ${USERS}`, `  - [ ] ${TOKENS}`);
    await refused(world, 'UNFINISHED', () => start(world), /has 2 items, 1 with notes under it, which/);
  });

  it('counts everything that it asks about', async () => {
    const world = await mergedEarly(`- [x] ${USERS}`, '  - Mind the gap', '- [ ] Call Bob');
    await refused(
      world,
      'UNFINISHED',
      () => start(world),
      /1 ticked, 1 added by hand and 1 with notes under it, which/,
    );
  });

  it('is replaced when what stands under its items is in the plan', async () => {
    const world = await mergedEarly(`- [ ] ${USERS}`, '  - With an `index`', `- [ ] ${TOKENS}`);
    const plan = world.read(PLAN_1).replace(USERS, `${USERS}\n   - With an \`index\``);
    commitFile(world, PLAN_1, plan);
    await start(world);
    assert.doesNotMatch(world.read(CONTEXT), /replaced on/);
  });

  it('of a simple plan is a list like any other', async () => {
    const world = await worldIn('planned', { task: 'tidy', date: '2025-12-18' });
    commitFile(world, CONTEXT, world.read(CONTEXT).replace('\n---\n', '\n## To-Do List\n\n- [ ] Call Bob\n\n---\n'));
    const run = { todos: ['Tidy up'] };
    await refused(world, 'UNFINISHED', () => world.engine.executePhase(run), /1 item, 1 added by hand/);
    await world.engine.executePhase({ ...run, todoList: 'replace' });
    assert.deepEqual(boxes(world.read(CONTEXT)), ['[ ] Tidy up']);
    assert.match(world.read(CONTEXT), /replaced on 2025-12-18\n\n```markdown\n- \[ \] Call Bob\n```/);
  });
});

describe('executePhase: a to-do list that is left behind', () => {
  /** Phase 1 was set back to pending where its work is; its branch has another name now, and `main` knows no list. */
  async function setBack(...items: string[]): Promise<TestWorld> {
    const world = await worldIn('started');
    world.git('branch', '--quiet', '-m', ONE, 'side');
    const text = world
      .read(CONTEXT)
      .replace('"in_progress"', '"pending"')
      .replace('"current_phase": 1', '"current_phase": null');
    world.write(CONTEXT, text);
    list(world, ...items);
    return world;
  }

  it('is not replaced, and the message counts what it has', async () => {
    const world = await setBack(`- [x] ${USERS}`, '  - Blocked by Bob', `- [ ] ${TOKENS}`, '- [ ] Call Bob');
    const counts = /phase 1 has 3 items, 1 ticked, 1 added by hand and 1 with notes under it, which/;
    await refused(world, 'UNFINISHED', () => start(world), counts);
    await start(world, 'replace');
    const text = world.read(CONTEXT);
    assert.deepEqual(boxes(text), [`[ ] ${USERS}`, `[ ] ${TOKENS}`]);
    assert.ok(text.includes(`${REPLACED}\n\n\`\`\`markdown\n- [x] ${USERS}\n  - Blocked by Bob\n`), text);
  });

  it('is replaced when nothing is lost', async () => {
    const world = await setBack(`- [ ] ${USERS}`, `- [ ] ${TOKENS}`);
    await start(world);
    assert.doesNotMatch(world.read(CONTEXT), /replaced on/);
  });

  it('is asked about once it is committed, and the notes are said to stay', async () => {
    const world = await setBack(`- [ ] ${USERS}`, `- [ ] ${TOKENS}`);
    world.write(
      CONTEXT,
      world
        .read(CONTEXT)
        .replace(/^_Update.*_$/m, 'Slow going.')
        .replace('- [ ]', '- [x]'),
    );
    await refused(world, 'CONTEXT_DIRTY', () => start(world));
    await world.engine.commitContext();
    await refused(
      world,
      'UNFINISHED',
      () => start(world),
      /1 ticked, which .* The progress notes beside it stay on side\./,
    );
  });
});

describe('executePhase: to-do lists of phases in worktrees', () => {
  it('keeps the groups of phases that run, and asks about what stands beside them', async () => {
    const world = await worldIn('planned');
    world.settings.isolation = 'worktree';
    await world.engine.executePhase({ phase: 1 });
    await world.engine.setTodo({ index: 0, done: true, phase: 1 });
    world.write(CONTEXT, world.read(CONTEXT).replace('### Phase 1', '### Phase 2\n\n- [x] Sketch\n\n### Phase 1'));
    const next = { phase: 2, unmerged: 'continue' as const };
    await world.engine.summarizePhase({ phase: 1, open: 'carry' });
    await refused(
      world,
      'UNFINISHED',
      () => world.engine.executePhase(next),
      /of phase 2 has 3 items, 1 ticked and 1 added/,
    );
    await world.engine.executePhase({ ...next, todoList: 'replace' });
    const text = world.read(CONTEXT);
    assert.deepEqual(boxes(text), ['[ ] Add the login endpoint', '[ ] Add the logout endpoint']);
    assert.match(text, /```markdown\n### Phase 2\n- \[x\] Sketch\n### Phase 1\n- \[x\] Create users/);
  });
});

describe('noting a replaced list', () => {
  const note = (text: string, ...lines: string[]) => editContext(text, { replaced: { date: '2026-01-02', lines } });

  it('adds it to the notes that are there', () => {
    const text = '# Work\n\n## Progress Notes\n\nSlow going.\n\n## Mine\n\nText\n';
    assert.equal(
      note(text, '- [x] A'),
      '# Work\n\n## Progress Notes\n\nSlow going.\n\n### To-dos replaced on 2026-01-02\n\n```markdown\n- [x] A\n```\n\n## Mine\n\nText\n',
    );
  });

  it('makes the section when there is none, and fences what has fences', () => {
    const text = note('# Work\r\n', '- [x] A', '  ```js', '  ```');
    assert.ok(
      text.includes('## Progress Notes\r\n\r\n### To-dos replaced on 2026-01-02\r\n\r\n````markdown\r\n- [x] A'),
      text,
    );
    assert.deepEqual(parseContext(text).todos, []);
  });
});
