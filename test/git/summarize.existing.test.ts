import assert from 'node:assert/strict';
import { CONTEXT, PHASE, PLAN, SUMMARY, changes, commitAt, refused, same, statuses, worldIn } from '../support/hostile';
import { plannedWorld, work, type TestWorld } from '../support/world';

const FILE = `${SUMMARY}-phase-1-summary.md`;
const EARLIER = FILE.replace('2025-12-18', '2025-12-17');
const LATER = FILE.replace('2025-12-18', '2025-12-19');
const written = `# My summary\n\n**Plan:** ${PLAN}-phase-1.md\n\nAll done.\n`;

async function worked(): Promise<TestWorld> {
  const world = await worldIn('started');
  await work(world, 'src/1.txt');
  return world;
}

const summaries = (world: TestWorld): string[] => world.git('ls-files', 'context/summaries').split('\n');

describe('summarizePhase: a summary that is there already', () => {
  it('is part of the commit', async () => {
    const world = await worked();
    world.write(FILE, written);
    const { summary, warnings } = await world.engine.summarizePhase({ commit: true, open: 'carry' });
    assert.equal(summary, FILE);
    assert.match(warnings.join(), /was there already/);
    assert.deepEqual(commitAt(world).files, [`M ${CONTEXT}`, `M ${PLAN}-phase-1.md`, `A ${FILE}`]);
    assert.equal(world.read(FILE), written);
    assert.deepEqual(changes(world), []);
  });

  it('is kept when the commit is undone', async () => {
    const world = await worked();
    world.write(FILE, written);
    const before = world.snapshot();
    await world.engine.summarizePhase({ commit: true, open: 'carry' });
    await world.engine.undoLast();
    same(world.snapshot(), before);
  });

  it('may be committed already, or staged', async () => {
    for (const committed of [true, false]) {
      const world = await worked();
      world.write(FILE, written);
      world.git('add', FILE);
      if (committed) world.git('commit', '--quiet', '--message=docs: Summary');
      await world.engine.summarizePhase({ commit: true, open: 'carry' });
      const own = committed ? [] : [`A ${FILE}`];
      assert.deepEqual(commitAt(world).files, [`M ${CONTEXT}`, `M ${PLAN}-phase-1.md`, ...own]);
      assert.deepEqual(changes(world), []);
    }
  });

  it('is found under another date, by the plan or the branch it names', async () => {
    const texts: [string, string][] = [
      [EARLIER, `# Mine\n\n**Master Plan:** ${PLAN}.md\n**Branch:** \`${PHASE}-1\`\n`],
      [LATER, `# Mine\n\n**Branch:** ${PHASE}-1\n`],
      [
        LATER.replace('-summary', ''),
        '# Mine\n\n**Plan:** [the plan](../plans/2025-12-18-implement-user-authentication-phase-1.md)\n',
      ],
    ];
    for (const [file, text] of texts) {
      const world = await worked();
      world.write(file, text);
      assert.equal((await world.engine.summarizePhase({ commit: true, open: 'carry' })).summary, file);
      assert.deepEqual(summaries(world), [file]);
      assert.equal(world.read(file), text);
      assert.deepEqual((await world.engine.status()).phases[0]?.summary, file);
    }
  });

  it('isn’t one of another phase, or of an earlier plan of the same task', async () => {
    const world = await worked();
    const foreign: Record<string, string> = {
      [EARLIER]: `# Earlier\n\n**Branch:** ${PHASE}-1\n**Plan:** ${PLAN.replace('2025', '2024')}-phase-1.md\n`,
      [EARLIER.replace('-17', '-16')]: `# Earlier\n\n**Branch:** ${PHASE}-1\n`,
      [LATER]: '# Without a plan\n',
      [LATER.replace('phase-1', 'phase-11')]: `# Of phase 11\n\n**Plan:** ${PLAN}-phase-1.md\n`,
    };
    for (const [file, text] of Object.entries(foreign)) world.write(file, text);
    const { summary } = await world.engine.summarizePhase({ open: 'carry' });
    assert.equal(summary, FILE);
    for (const [file, text] of Object.entries(foreign)) assert.equal(world.read(file), text);
  });

  it('of a simple plan is found the same way', async () => {
    const world = await plannedWorld({}, { task: 'tidy', date: '2025-12-18' });
    await world.engine.executePhase({ todos: ['One'] });
    const file = 'context/summaries/2025-12-19-tidy-summary.md';
    world.write(file.replace('tidy', 'more-tidy'), '# Other\n\n**Plan:** context/plans/2025-12-19-more-tidy.md\n');
    world.write(file, '# Mine\n\n**Plan:** context/plans/2025-12-18-tidy.md\n');
    assert.equal((await world.engine.summarizePhase({ open: 'carry' })).summary, file);
  });

  it('with unsaved changes is left alone', async () => {
    const world = await worked();
    world.write(EARLIER, written);
    world.ports.documents.hasUnsavedChanges = (file) => file === EARLIER;
    await refused(world, 'CONTEXT_DIRTY', () => world.engine.summarizePhase());
  });
});

describe('setCriterion of a phase that is summarized', () => {
  const NAMES = ['Migrations run', 'It `is` *fast*', 'Twice', 'Twice'];
  const boxes = (text: string): string[] => text.split('\n').filter((line) => /^- \[.\] (Migr|It|Twice)/.test(line));

  async function summarized(template?: string): Promise<TestWorld> {
    const phases = [{ name: 'One', steps: ['Do it'], criteria: NAMES }];
    const world = await plannedWorld({}, { task: 'implement-user-authentication', date: '2025-12-18', phases });
    if (template) world.write('context/templates/summary.md', template);
    await world.engine.executePhase();
    await world.engine.summarizePhase({ open: 'carry' });
    assert.equal(statuses(world)[0], 'completed');
    return world;
  }

  it('changes the box in the summary too, in one step that can be undone', async () => {
    for (const template of [undefined, '# {TITLE}\n\n## Success Criteria Validation\n\n{CRITERIA}\n']) {
      const world = await summarized(template);
      const before = world.read(FILE);
      for (const index of [0, 1]) await world.engine.setCriterion({ phase: 1, index, done: true });
      const ticked = before.replace('- [ ] Migrations', '- [x] Migrations').replace('- [ ] It', '- [x] It');
      assert.equal(world.read(FILE), ticked);
      await world.engine.setCriterion({ phase: 1, index: 0, done: false });
      assert.equal(world.read(FILE), before.replace('- [ ] It', '- [x] It'));
      await world.engine.undoLast();
      assert.equal(world.read(FILE), ticked);
      assert.equal(boxes(world.read(`${PLAN}-phase-1.md`))[0], '- [x] Migrations run');
    }
  });

  it('leaves the summary alone where not exactly one line is meant', async () => {
    const world = await summarized();
    const before = world.read(FILE);
    await world.engine.setCriterion({ phase: 1, index: 2, done: true });
    assert.equal(world.read(FILE), before);
    assert.equal(boxes(world.read(`${PLAN}-phase-1.md`))[2], '- [x] Twice');
    const changed = before
      .replace('Migrations run', 'Migrations run, says Ada')
      .replace('## Key', '- [ ] Migrations run\n\n## Key');
    world.write(FILE, changed.replace('- [ ] Migrations run\n\n## Key', '## Key\n\n- [ ] Migrations run\n\n## More'));
    const moved = world.read(FILE);
    await world.engine.setCriterion({ phase: 1, index: 0, done: true });
    assert.equal(world.read(FILE), moved);
  });

  it('doesn’t touch a summary of another phase or plan', async () => {
    const world = await worldIn('started');
    const other = `# Other\n\n**Plan:** ${PLAN.replace('2025', '2024')}-phase-1.md\n\n## Success Criteria Validation\n\n- [ ] Migrations run forwards and backwards\n`;
    world.write(EARLIER, other);
    world.write(
      CONTEXT,
      world.read(CONTEXT).replace('"completed_summaries": []', `"completed_summaries": ["${EARLIER}"]`),
    );
    await world.engine.setCriterion({ index: 0, done: true });
    assert.equal(world.read(EARLIER), other);
  });

  it('changes neither while the summary has unsaved changes', async () => {
    const world = await summarized();
    world.ports.documents.hasUnsavedChanges = (file) => file === FILE;
    await refused(world, 'CONTEXT_DIRTY', () => world.engine.setCriterion({ phase: 1, index: 0, done: true }));
    await world.engine.setCriterion({ phase: 1, index: 2, done: true });
  });
});
