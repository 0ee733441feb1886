import assert from 'node:assert/strict';
import { parseContext } from '../../src/core/context/parse';
import { localTime } from '../../src/core/plan/names';
import {
  CONTEXT,
  PHASE,
  PLAN,
  SUMMARY,
  branch,
  changes,
  commitAt,
  completedWorld,
  land,
  refused,
  worldIn,
} from '../support/hostile';
import { makeWorld } from '../support/world';

const ARCHIVE = 'context/archives/2025-12-18-context.md';

describe('archive', () => {
  it('moves the context file away on the last phase’s branch, keeping the summaries', async () => {
    const world = await completedWorld();
    assert.equal(branch(world), `${PHASE}-1`);
    const text = world.read(CONTEXT);
    const { archive } = await world.engine.archive();
    assert.equal(archive, ARCHIVE);
    assert.equal(world.read(ARCHIVE), text);
    assert.equal(
      world.read(CONTEXT),
      `# Current Work Summary

Ready for next task.

---

\`\`\`json
{
  "active_context": [],
  "completed_summaries": [
    "${SUMMARY}-phase-1-summary.md"
  ],
  "last_updated": "2025-12-18T10:00:00Z"
}
\`\`\`
`,
    );
    assert.match(world.read(`${PLAN}.md`), /^\*\*Status:\*\* Completed$/m);
    assert.deepEqual(changes(world), [` M ${CONTEXT}`, ` M ${PLAN}.md`, `?? ${ARCHIVE}`]);
    assert.equal((await world.engine.status()).state, 'idle');
    assert.deepEqual(await world.engine.uncommittedContext(), [ARCHIVE, CONTEXT, `${PLAN}.md`]);
    await world.engine.commitContext();
    assert.equal(commitAt(world).subject, 'docs: Archive Implement User Authentication');
    assert.deepEqual(await world.engine.uncommittedContext(), []);
  });

  it('works on the base and commits exactly its files', async () => {
    const world = await completedWorld();
    land(world, 1, 'squash');
    world.write('README.md', '# Dirty\n');
    world.write('staged.txt', 'staged\n');
    world.git('add', 'staged.txt');
    await world.engine.archive({ commit: true });
    assert.deepEqual(commitAt(world), {
      subject: 'docs: Archive Implement User Authentication',
      files: [`A ${ARCHIVE}`, `M ${CONTEXT}`, `M ${PLAN}.md`],
    });
    assert.deepEqual(changes(world), [' M README.md', 'A  staged.txt']);
  });

  it('keeps no summaries when it starts afresh', async () => {
    const world = await completedWorld();
    await world.engine.archive({ mode: 'fresh' });
    assert.deepEqual(parseContext(world.read(CONTEXT)).state?.completedSummaries, []);
  });

  it('takes the time into the name when the day is taken, and a number when that is taken too', async () => {
    const world = await completedWorld();
    world.write(ARCHIVE, 'earlier\n');
    const text = world.read(CONTEXT);
    const time = localTime(world.clock.now);
    const names: string[] = [];
    for (let n = 0; n < 3; n++) {
      names.push((await world.engine.archive()).archive);
      world.write(CONTEXT, text);
    }
    const stem = `context/archives/2025-12-18-${time}`;
    assert.deepEqual(names, [`${stem}-context.md`, `${stem}-2-context.md`, `${stem}-3-context.md`]);
    assert.equal(world.read(ARCHIVE), 'earlier\n');
  });

  it('refuses an unfinished plan, unless told to', async () => {
    const world = await worldIn('completed');
    await refused(world, 'UNFINISHED', () => world.engine.archive(), /phase 2 is pending, phase 3 is pending/);
    await refused(world, 'UNFINISHED', () => world.engine.archive({ unfinished: 'stop', commit: true }));
    await world.engine.archive({ unfinished: 'archive' });
    assert.match(world.read(`${PLAN}.md`), /^\*\*Status:\*\* In Review$/m);
    assert.equal((await world.engine.status()).state, 'idle');
  });

  it('tells first what is unfinished, and changes nothing by that', async () => {
    const world = await worldIn('started');
    const before = world.git('status', '--porcelain');
    assert.match(
      (await world.engine.findUnfinishedPlan())?.message ?? '',
      /^“Implement User Authentication” is not finished: phase 1 is in progress, phase 2 is pending/,
    );
    assert.equal(world.git('status', '--porcelain'), before);
    assert.equal(await (await completedWorld()).engine.findUnfinishedPlan(), null);
  });

  it('refuses without a plan, and over unsaved changes', async () => {
    const bare = makeWorld();
    await refused(bare, 'NOT_INITIALIZED', () => bare.engine.archive());
    await bare.engine.init();
    await refused(bare, 'NO_PLAN', () => bare.engine.archive());
    const world = await completedWorld();
    world.ports.documents.hasUnsavedChanges = (file) => file === CONTEXT;
    await refused(world, 'CONTEXT_DIRTY', () => world.engine.archive());
    await refused(world, 'CONTEXT_DIRTY', () => world.engine.findUnfinishedPlan());
  });

  it('works without a repository, and in an ignored folder', async () => {
    for (const repository of [false, true]) {
      const world = makeWorld({ repository, files: { '.gitignore': 'context/\n' } });
      await world.engine.init();
      await world.engine.createPlan({ task: 'x', phases: [{ name: 'One', steps: ['A'] }] });
      const { archive } = await world.engine.archive({
        unfinished: 'archive',
        ...(repository ? { commit: true } : {}),
      });
      assert.equal(archive, ARCHIVE);
      assert.equal((await world.engine.status()).state, 'idle');
    }
  });

  it('uses the user’s own template', async () => {
    const world = await completedWorld();
    world.write(
      'context/templates/context.md',
      `# Ours\n\n{SUMMARY}\n\n## Team\n\nUs.\n\n---\n\n\`\`\`json\n{ "active_context": [] }\n\`\`\`\n`,
    );
    await world.engine.archive();
    const text = world.read(CONTEXT);
    assert.ok(text.startsWith('# Ours\n\nReady for next task.\n\n## Team\n\nUs.\n'), text);
    assert.deepEqual(parseContext(text).state?.completedSummaries, [`${SUMMARY}-phase-1-summary.md`]);
  });

  it('makes room for the next plan', async () => {
    const world = await completedWorld();
    land(world, 1);
    await world.engine.archive({ commit: true });
    world.git('push', '--quiet');
    await world.engine.createPlan({ task: 'next', phases: [{ name: 'One', steps: ['A'] }], commit: true });
    const { branch: name } = await world.engine.executePhase();
    assert.equal(name, 'para/next-phase-1');
    assert.deepEqual((await world.engine.status()).summaries, [`${SUMMARY}-phase-1-summary.md`]);
  });

  it('on the remote keeps phases from being started here, and leads to a pull', async () => {
    const world = await worldIn('planned');
    const other = world.clone('other');
    await other.engine.archive({ commit: true, unfinished: 'archive' });
    other.git('push', '--quiet', 'origin', 'main');
    const { message } = await refused(world, 'PHASE_COMPLETED', () => world.engine.executePhase());
    assert.match(message, /isn’t under way any more on origin\/main.*Switch to main and pull/);
    assert.deepEqual((await world.engine.status()).next, { title: 'Pull main', command: 'git.pull' });
    world.git('switch', '--quiet', '--create', 'elsewhere');
    assert.equal((await world.engine.status()).next?.title, 'Switch to main');
    world.git('switch', '--quiet', 'main');
    world.git('pull', '--quiet');
    assert.equal((await world.engine.status()).state, 'idle');
  });
});
