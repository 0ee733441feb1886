import assert from 'node:assert/strict';
import { makeWorld } from '../support/world';

describe('a plan named in another script', () => {
  for (const [task, slug] of [
    ['実装：ユーザー認証', '実装-ユーザー認証'],
    ['Add 登录', 'add-登录'],
    ['Вход и кафе\u0308', 'вход-и-кафӭ'],
  ] as const) {
    it(`is lived through: ${task}`, async () => {
      const world = makeWorld();
      const { engine } = world;
      await engine.init();
      const date = '2025-12-18';
      const phases = ['土台', 'API'].map((name) => ({ name, steps: [`${name}を作る`] }));
      const { files } = await engine.createPlan({ task, date, phases });
      const name = slug.normalize('NFC').replace('кафӭ', 'кафе\u0308'.normalize('NFC'));
      const plan = `context/plans/${date}-${name}`;
      assert.deepEqual(files, [`${plan}.md`, `${plan}-phase-1.md`, `${plan}-phase-2.md`]);
      await assert.rejects(engine.createPlan({ task, date }), { code: 'PLAN_EXISTS' });
      const branch = `para/${name}-phase-1`;
      assert.equal((await engine.executePhase()).branch, branch);
      assert.equal(world.git('branch', '--show-current'), branch);
      world.write('ファイル.txt', 'x\n');
      await engine.setTodo({ index: 0, done: true, commit: 'feat: 土台' });
      const { summary } = await engine.summarizePhase({ commit: true, open: 'carry' });
      assert.match(summary, new RegExp(`-${name}-phase-1-summary\\.md$`));
      assert.match(world.read(summary), /ファイル\.txt/);
      world.git('push', '--quiet', 'origin', branch);
      world.git('switch', '--quiet', 'main');
      world.git('merge', '--quiet', '--no-ff', '--message=Merge', branch);
      world.git('push', '--quiet', 'origin', 'main');
      const { branch: second } = await engine.executePhase();
      assert.equal(second, `para/${name}-phase-2`);
      const status = await engine.status();
      assert.deepEqual(
        [status.plan?.task, status.phases.map(({ status: s }) => s)],
        [name, ['completed', 'in_progress']],
      );
      const found = status.problems.filter(({ code }) => code !== 'template-text');
      assert.deepEqual(found, []);
    });
  }
});
