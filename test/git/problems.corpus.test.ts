import assert from 'node:assert/strict';
import { parseContext } from '../../src/core/context/parse';
import type { FileChange, Fix } from '../../src/core/problems/parts/rule';
import { parsePlan } from '../../src/core/plan/parse';
import { contextVersions, corpusRepositories, realWorld } from '../support/corpus';
import { CONTEXT } from '../support/authentication';
import { difference } from '../support/changes';
import { findings, write } from '../support/problems';
import type { TestWorld } from '../support/world';

describe('problems in real folders', function () {
  this.timeout(120_000);

  for (const repository of corpusRepositories()) {
    it(`${repository}: few are found, and every fix leaves files that read`, async () => {
      const world = realWorld(repository);
      for (const { name, text } of contextVersions(repository)) {
        world.write(CONTEXT, text);
        const found = await findings(world);
        assert.ok(!found.some(({ severity }) => severity === 'error'), name);
        assert.ok(found.length <= 6, `${name}: ${found.map(({ message }) => message).join('\n')}`);
        for (const { fixes } of found) for (const fix of fixes) mustRead(name, changesOf(fix));
        await repairSafely(world, name);
      }
    });
  }
});

const changesOf = (fix: Fix): FileChange[] => ('changes' in fix ? fix.changes() : []);

function mustRead(name: string, changes: FileChange[]): void {
  for (const { file, before, after } of changes) {
    assert.notEqual(before, after, name);
    if (file === CONTEXT) assert.ok(parseContext(after).state, name);
    else assert.ok(parsePlan(after).title, name);
  }
}

/**
 * Makes every safe fix, one after the other: it comes to an end, and each changes a line or a list and nothing else.
 */
async function repairSafely(world: TestWorld, name: string): Promise<void> {
  for (let round = 0; ; round++) {
    assert.ok(round < 50, `${name}: no end`);
    const all = (await findings(world)).flatMap(({ fixes }) => fixes);
    const [next] = all.filter((fix) => 'safe' in fix && fix.safe);
    if (!next) return;
    const changes = changesOf(next);
    for (const { before, after } of changes)
      assert.ok(difference(before ?? '', after).length <= 4, `${name}: ${next.title}`);
    write(world, changes);
  }
}
