import assert from 'node:assert/strict';
import { foreignSamples, importWorld, kiro, taskmaster } from '../support/foreign';

describe('foreignOffers', () => {
  const files = Object.assign({}, ...Object.values(foreignSamples).map((each) => each.files)) as Record<string, string>;
  const pathsOf = (all: Record<string, string>): string[] => Object.keys(all);

  it('tells of each plan what it is called and how far it is', async () => {
    const world = await importWorld(files);
    const found = await world.engine.foreignOffers(pathsOf(files));
    const shown = found.map(({ method, source, title, plans, done, total }) =>
      [method, source, title, plans, `${done}/${total}`].join(' | '),
    );
    assert.deepEqual(shown, [
      'kiro | .kiro/specs/bike-rental | Bike rental | 1 | 3/8',
      'spec-kit | specs/001-bike-map | Bike Map | 1 | 2/5',
      'taskmaster | .taskmaster/tasks/tasks.json | Project | 2 | 2/5',
      'claude | .claude/plans/gentle-rolling-river.md | Repair reports for bikes | 1 | 0/4',
    ]);
  });

  it('counts what is dropped neither as done nor as open, as the written plan does', async () => {
    const path = 'docs/plans/tea.md';
    const text = '# Tea\n\n- [x] Boil\n- [-] Stir\n- [ ] Pour\n';
    const world = await importWorld({ [path]: text, 'docs/plans/over.md': '# Over\n\n- [x] Boil\n- [-] Stir\n' });
    const found = await world.engine.foreignOffers([path, 'docs/plans/over.md']);
    assert.deepEqual(
      found.map(({ source, done, total }) => [source, done, total]),
      [[path, 1, 2]],
    );
  });

  it('reads all files of a plan, though one alone was found', async () => {
    const world = await importWorld();
    assert.equal((await world.engine.foreignOffers(['.kiro/specs/bike-rental/tasks.md'])).length, 1);
  });

  it('leaves out what git ignores, what is done, and what is no plan or not there', async () => {
    const done = kiro.files['.kiro/specs/bike-rental/tasks.md'].replace(/\[[ ~-]\]/g, '[x]');
    const more = {
      '.kiro/specs/done/tasks.md': done,
      '.kiro/specs/prose/tasks.md': '',
      '.gitignore': '/ignored/\n',
      'ignored/.kiro/specs/bike-rental/tasks.md': kiro.files['.kiro/specs/bike-rental/tasks.md'],
      'context/.kiro/specs/bike-rental/tasks.md': kiro.files['.kiro/specs/bike-rental/tasks.md'],
    };
    const world = await importWorld({ ...kiro.files, ...more });
    const found = await world.engine.foreignOffers([
      ...pathsOf(kiro.files),
      ...pathsOf(more),
      '.kiro/specs/gone/tasks.md',
    ]);
    assert.deepEqual(
      found.map(({ source }) => source),
      ['.kiro/specs/bike-rental'],
    );
  });

  it('leaves out what a plan was made of, for as long as that is there', async () => {
    const { files: tasks, from } = taskmaster;
    const world = await importWorld({ ...kiro.files, ...tasks });
    const paths = [...pathsOf(kiro.files), ...pathsOf(tasks)];
    const shown = async () =>
      (await world.engine.foreignOffers(paths)).map(({ method, plans }) => `${method} ${plans}`);
    await world.engine.importPlan({ from: kiro.from });
    assert.deepEqual(await shown(), ['taskmaster 2']);
    await world.engine.undoLast();
    assert.deepEqual(await shown(), ['kiro 1', 'taskmaster 2']);
    await world.engine.importPlan({ from, tag: 'passes' });
    assert.deepEqual(await shown(), ['kiro 1', 'taskmaster 1']);
  });
});
