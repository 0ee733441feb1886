import assert from 'node:assert/strict';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parsePlan } from '../../src/core/plan/parse';
import { importWorld, kiro } from '../support/foreign';
import { failed, refused, worldIn } from '../support/hostile';

describe('importPlan, of what is hostile or in motion', () => {
  describe('reads what is in the workspace folder alone', () => {
    it('and no link out of it', async () => {
      const world = await importWorld();
      const outside = join(world.root, 'outside');
      mkdirSync(join(outside, 'spec'), { recursive: true });
      writeFileSync(join(outside, 'spec/tasks.md'), kiro.files['.kiro/specs/bike-rental/tasks.md'] ?? '');
      symlinkSync(join(outside, 'spec/tasks.md'), join(world.folder, 'linked.md'));
      symlinkSync(join(outside, 'spec'), join(world.folder, '.kiro/specs/linked'));
      mkdirSync(join(world.folder, '.kiro/specs/half'));
      symlinkSync(join(outside, 'spec/tasks.md'), join(world.folder, '.kiro/specs/half/tasks.md'));
      for (const from of [
        '../outside/spec/tasks.md',
        '../outside/spec',
        join(outside, 'spec/tasks.md'),
        'linked.md',
        '.kiro/specs/linked',
        '.kiro/specs/linked/tasks.md',
        '.kiro/specs/half',
      ])
        await refused(world, 'OUTSIDE_WORKSPACE', () => world.engine.importPlan({ from }));
    });

    it('and no plan of this method, and nothing that isn’t there or is no text', async () => {
      const world = await worldIn('planned');
      const plan = 'context/plans/2025-12-18-implement-user-authentication.md';
      await refused(world, 'INVALID_ARGUMENT', () => world.engine.importPlan({ from: plan }), /Use This Plan/);
      await refused(world, 'INVALID_ARGUMENT', () => world.engine.importPlan({ from: 'context' }));
      await refused(world, 'PLAN_MISSING', () => world.engine.importPlan({ from: 'none.md' }));
      writeFileSync(join(world.folder, 'binary.md'), Buffer.from([0xff, 0xfe, 0x00, 0xd8]));
      await refused(world, 'INVALID_ARGUMENT', () => world.engine.importPlan({ from: 'binary.md' }), /UTF-16/);
      world.write('empty.md', '');
      world.write('prose.md', 'Nothing to do here.\n');
      for (const from of ['empty.md', 'prose.md', { text: '' }])
        await refused(world, 'INVALID_ARGUMENT', () => world.engine.importPlan({ from }), /no plan/);
      world.write('.taskmaster/tasks/tasks.json', '\ufeff{\n  "tasks": [\n    { "id": 1 "title": "Buy" }\n  ]\n}\n');
      for (const from of ['.taskmaster', '.taskmaster/tasks/tasks.json'])
        await refused(
          world,
          'INVALID_ARGUMENT',
          () => world.engine.importPlan({ from }),
          /tasks\.json can't be read as JSON: a comma is missing before “title” \(line 3, column 15\)/,
        );
      world.write('other.json', '{ "name": "tea" }\n');
      await refused(world, 'INVALID_ARGUMENT', () => world.engine.importPlan({ from: 'other.json' }), /no plan/);
    });
  });

  it('names the plans of a folder that has several', async () => {
    const other = Object.fromEntries(
      Object.entries(kiro.files).map(([path, text]) => [path.replace('bike-rental', 'passes'), text]),
    );
    const world = await importWorld({ ...kiro.files, ...other });
    await refused(
      world,
      'INVALID_ARGUMENT',
      () => world.engine.importPlan({ from: '.kiro/specs' }),
      /several plans.*“\.kiro\/specs\/bike-rental”, “\.kiro\/specs\/passes”/,
    );
  });

  it('refuses what is too large', async () => {
    const world = await importWorld({});
    const box = '- [ ] 1. A task\n';
    world.write('.kiro/specs/big/tasks.md', box.repeat(700_000));
    await refused(world, 'INVALID_ARGUMENT', () => world.engine.importPlan({ from: '.kiro/specs/big' }), /12 MB/);
    const text = box.repeat(400_000);
    await refused(world, 'INVALID_ARGUMENT', () => world.engine.importPlan({ from: { text } }), /7 MB/);
  });

  it('reads a list of a hundred thousand boxes, as a plan that is too long to be of use but can be read', async () => {
    const world = await importWorld({});
    const text = `# Implementation Plan\n\n${Array.from({ length: 100_000 }, (_, at) => `- [ ] ${at + 1}. Task ${at}`).join('\n')}\n`;
    world.write('.kiro/specs/long/tasks.md', text);
    const begun = process.cpuUsage();
    await failed('INVALID_ARGUMENT', () => world.engine.importPlan({ from: '.kiro/specs/long' }), /1000/);
    const { files } = await world.engine.importPlan({ from: '.kiro/specs/long', as: 'simple' });
    assert.ok(process.cpuUsage(begun).user < 30_000_000);
    assert.equal(parsePlan(world.read(files[0] ?? '')).steps.length, 100_000);
  });

  it('survives a folder that changes while it is read', async () => {
    const world = await importWorld();
    const read = world.ports.files.read.bind(world.ports.files);
    world.ports.files.read = async (path, isWhole) => {
      if (path.endsWith('design.md')) rmSync(join(world.folder, kiro.from, 'requirements.md'), { force: true });
      return read(path, isWhole);
    };
    assert.equal((await world.engine.importPlan({ from: kiro.from, dryRun: true })).draft.phases.length, 3);
    world.ports.files.read = async (path, isWhole) => {
      rmSync(join(world.folder, kiro.from), { recursive: true, force: true });
      return read(path, isWhole);
    };
    await failed('PLAN_MISSING', () => world.engine.importPlan({ from: kiro.from }), /any more/);
  });
});
