import assert from 'node:assert/strict';
import { join } from 'node:path';
import { parseContext } from '../../src/core/context/parse';
import { parsePlan } from '../../src/core/plan/parse';
import type { ImportOptions } from '../../src/core/types';
import { importWorld as worldWith, kiro } from '../support/foreign';
import { CONTEXT, changes, commitAt, refused, statuses, worldIn } from '../support/hostile';
import { makeWorld } from '../support/world';

const PLAN = 'context/plans/2025-12-18-bike-rental';

describe('importPlan', () => {
  it('writes the plan, its states and criteria, and where it came from', async () => {
    const world = await worldWith();
    const before = world.read('.kiro/specs/bike-rental/tasks.md');
    const { draft, files } = await world.engine.importPlan({ from: kiro.from });
    assert.equal(draft.title, 'Bike rental');
    assert.deepEqual(files, [`${PLAN}.md`, `${PLAN}-phase-1.md`, `${PLAN}-phase-2.md`, `${PLAN}-phase-3.md`]);
    const master = world.read(`${PLAN}.md`);
    assert.match(
      master,
      /\n\*\*Type:\*\* Phased Plan\n\*\*Source:\*\* \[`\.kiro\/specs\/bike-rental`\]\(\.\.\/\.\.\/\.kiro\/specs\/bike-rental\) \(Kiro\)\n\n/,
    );
    const read = parsePlan(master);
    assert.equal(read.objective, 'People rent a bike at one station and leave it at another.');
    assert.deepEqual(
      read.criteria.map(({ text }) => text),
      draft.criteria?.map(({ text }) => text),
    );
    assert.match(
      world.read(`${PLAN}-phase-2.md`),
      /- \[x\] Scan the code of a bike\n- \[~\] Unlock it\n- \[ \] Say that it is rented\n- \[ \] Test it with twenty bikes \(optional\)\n/,
    );
    assert.deepEqual(statuses(world), ['pending', 'pending', 'pending']);
    assert.equal(world.read('.kiro/specs/bike-rental/tasks.md'), before);
    const status = await world.engine.status();
    assert.deepEqual([status.state, status.problems], ['planned', []]);
  });

  it('is undone in one step', async () => {
    const world = await worldWith();
    const before = world.snapshot();
    await world.engine.importPlan({ from: kiro.from });
    await world.engine.undoLast();
    assert.deepEqual(world.snapshot(), before);
  });

  it('starts the phases with what is done ticked', async () => {
    const world = await worldWith();
    await world.engine.importPlan({ from: kiro.from, commit: true });
    assert.equal(commitAt(world).subject, 'docs: Plan Bike rental');
    await world.engine.executePhase({ phase: 1 });
    const { todos } = await world.engine.status();
    assert.deepEqual(
      todos.map(({ done }) => done),
      [true, true],
    );
    await world.engine.summarizePhase({ commit: true, open: 'carry' });
    world.git('switch', '--quiet', 'main');
    world.git('merge', '--quiet', '--no-edit', 'para/bike-rental-phase-1');
    world.git('push', '--quiet');
    await world.engine.executePhase();
    const list = parseContext(world.read(CONTEXT)).todos.map(({ marker, text }) => `${marker} ${text}`);
    assert.deepEqual(list.slice(0, 3), ['x Scan the code of a bike', '~ Unlock it', '  Say that it is rented']);
  });

  it('says what it would write, and changes nothing, before there is a context folder too', async () => {
    const world = makeWorld({ files: kiro.files });
    const before = world.snapshot();
    const options: ImportOptions = { from: kiro.from, drop: [2], rename: { 3: 'Return it' }, title: 'Bikes' };
    const dry = await world.engine.importPlan({ ...options, dryRun: true });
    assert.deepEqual(world.snapshot(), before);
    assert.deepEqual(
      dry.draft.phases.map(({ name }) => name),
      ['Model the stations', 'Return it'],
    );
    await refused(world, 'NOT_INITIALIZED', () => world.engine.importPlan(options));
    await world.engine.init();
    assert.deepEqual(await world.engine.importPlan(options), dry);
    assert.match(dry.files[0] ?? '', /\/2025-12-18-bikes\.md$/);
    assert.match(world.read(dry.files[2] ?? ''), /\*\*Dependencies:\*\* Phase 1 must be complete and merged\n/);
  });

  it('finds the other files of a plan from any of them, and takes a text as well', async () => {
    const world = await worldWith({ ...kiro.files, 'docs/other.md': '# Other\n' });
    const draftOf = async (from: ImportOptions['from']) =>
      (await world.engine.importPlan({ from, dryRun: true })).draft;
    const whole = await draftOf(kiro.from);
    const spellings = [
      `${kiro.from}/`,
      `./${kiro.from}`,
      '.kiro',
      '.',
      `${kiro.from}/tasks.md`,
      `${kiro.from}/design.md`,
    ];
    spellings.push(join(world.folder, kiro.from), world.folder, join(world.folder, kiro.from, 'tasks.md'));
    for (const from of spellings) assert.deepEqual(await draftOf(from), whole, from);
    const pasted = await draftOf({ text: kiro.files['.kiro/specs/bike-rental/tasks.md'] ?? '' });
    assert.deepEqual(pasted.phases, whole.phases);
  });

  it('writes where a pasted text is from without a link', async () => {
    const world = await worldWith();
    const text = kiro.files['.kiro/specs/bike-rental/tasks.md'] ?? '';
    await world.engine.importPlan({ from: { text }, title: 'Bikes' });
    assert.match(world.read('context/plans/2025-12-18-bikes.md'), /\n\*\*Source:\*\* Kiro\n/);
  });

  it('makes a plan without phases of it, under the names of the phases', async () => {
    const world = await worldWith();
    const { files, draft } = await world.engine.importPlan({ from: kiro.from, as: 'simple' });
    assert.deepEqual(files, [`${PLAN}.md`]);
    const text = world.read(`${PLAN}.md`);
    assert.match(text, /\n\*\*Status:\*\* In Review\n\*\*Source:\*\* \[/);
    assert.match(
      text,
      /## Implementation Steps\n\n### Model the stations\n\n- \[x\] Add the class `Station`.*\n- \[x\] Count/,
    );
    const read = parsePlan(text);
    assert.deepEqual([read.kind, read.phases], ['simple', []]);
    assert.equal(read.steps.length, draft.steps?.length);
    await world.engine.executePhase();
    assert.equal((await world.engine.status()).todos.length, draft.steps?.length);
  });

  it('writes what was cancelled as dropped: nobody is asked to do it', async () => {
    const tasks = [
      { id: 1, title: 'Boil', status: 'pending', subtasks: [{ id: 1, title: 'Fill', status: 'pending' }] },
      { id: 2, title: 'Sing', status: 'cancelled', subtasks: [{ id: 1, title: 'Hum', status: 'pending' }] },
    ];
    const world = await worldWith({ '.taskmaster/tasks/tasks.json': JSON.stringify({ tasks }) });
    const { files } = await world.engine.importPlan({ from: '.taskmaster', title: 'Tea' });
    assert.match(world.read(files[2] ?? ''), /\*\*Status:\*\* Dropped\n[^]*- \[-\] Hum\n/);
    const status = await world.engine.status();
    assert.deepEqual(
      status.phases.map(({ status: own, dropped }) => [own, dropped ?? false]),
      [
        ['pending', false],
        ['pending', true],
      ],
    );
    assert.deepEqual(status.problems, []);
  });

  it('follows the user’s own templates', async () => {
    const world = await worldWith();
    world.write('context/templates/master.md', '# {TITLE}\n\n{PHASES}\n');
    world.write(
      'context/templates/phase.md',
      '---\nstatus: Pending\n---\n# Phase {PHASE}: {PHASE_NAME}\n\n## Steps\n\n{STEPS}\n',
    );
    await world.engine.importPlan({ from: kiro.from });
    const master = world.read(`${PLAN}.md`);
    assert.match(master, /^# Bike rental\n\n\*\*Source:\*\* \[/);
    assert.match(master, /## Success Criteria\n\n- \[ \] WHEN a rider/);
    assert.match(world.read(`${PLAN}-phase-1.md`), /## Steps\n\n- \[x\] Add the class/);
  });

  it('refuses what createPlan refuses', async () => {
    const world = await worldWith();
    world.write(`${PLAN}-phase-2.md`, 'mine\n');
    await refused(world, 'PLAN_EXISTS', () => world.engine.importPlan({ from: kiro.from }));
    await refused(world, 'PLAN_EXISTS', () => world.engine.importPlan({ from: kiro.from, dryRun: true }));
    await refused(world, 'INVALID_ARGUMENT', () => world.engine.importPlan({ from: kiro.from, date: 'today' }));
    await refused(world, 'INVALID_ARGUMENT', () => world.engine.importPlan({ from: kiro.from, task: '!' }));
    await world.engine.importPlan({ from: kiro.from, task: 'bikes', merge: [[1, 2, 3]] });
    await refused(world, 'UNFINISHED', () => world.engine.importPlan({ from: kiro.from, task: 'again' }));
    const planned = await worldIn('planned');
    await refused(
      planned,
      'PLAN_MISSING',
      () => planned.engine.importPlan({ from: 'specs/none' }),
      /There is no specs\/none/,
    );
  });

  it('makes a name of a title that can’t be one', async () => {
    const world = await worldWith();
    const titles: [string, string][] = [
      [`The ${'very '.repeat(30)}long title`, 'the-very-very'],
      ['Fix phase 2', 'fix-part-2'],
      ['con', 'con-task'],
      ['🚲', 'imported-plan'],
    ];
    for (const [title, task] of titles) {
      const { files, draft } = await world.engine.importPlan({ from: kiro.from, title, dryRun: true });
      assert.ok(files[0]?.startsWith(`context/plans/2025-12-18-${task}`), `${title}: ${files[0]}`);
      assert.equal(draft.title, title);
    }
  });

  it('counts phases as completed where a person says so', async () => {
    const world = await worldWith();
    const [plan] = await world.engine.readPlans(kiro.from);
    assert.ok(plan);
    const { files } = await world.engine.importRead(plan, { completed: [1, 2] });
    assert.deepEqual(statuses(world), ['completed', 'pending', 'pending']);
    assert.match(world.read(files[1] ?? ''), /\*\*Status:\*\* Completed\n/);
    assert.match(world.read(CONTEXT), /^Completed: Bike rental - Phase 1: Model the stations$/m);
    const { state, phases, problems } = await world.engine.status();
    assert.deepEqual([state, problems, phases[1]?.blockedBy], ['ready', [], []]);
    const { branch } = await world.engine.executePhase();
    assert.equal(branch, 'para/bike-rental-phase-2');
  });

  it('makes the context folder in the same step where a person imports', async () => {
    const world = makeWorld({ files: kiro.files });
    const before = world.snapshot();
    const [plan] = await world.engine.readPlans(kiro.from);
    assert.ok(plan);
    const imported = await world.engine.importRead(plan, {});
    const other = await worldWith();
    assert.deepEqual(await other.engine.importPlan({ from: kiro.from }), imported);
    for (const path of [...imported.files, CONTEXT]) assert.equal(world.read(path), other.read(path));
    await world.engine.undoLast();
    assert.deepEqual(world.snapshot(), before);
  });

  it('writes nothing in restricted mode, and looks at nothing', async () => {
    const world = await worldWith();
    world.ports.trusted = () => false;
    for (const dryRun of [true, false])
      await refused(world, 'UNTRUSTED', () => world.engine.importPlan({ from: kiro.from, dryRun }));
  });

  it('takes part in the working tree as it is', async () => {
    const world = await worldWith();
    world.git('add', 'context');
    world.git('commit', '--quiet', '--message=docs: Initialize');
    await world.engine.importPlan({ from: kiro.from });
    assert.equal(changes(world).length, 5);
  });
});
