import assert from 'node:assert/strict';
import { parseContext } from '../../src/core/context/parse';
import {
  BRANCH,
  brokenWorld,
  CONTEXT,
  findings,
  fix,
  marked,
  MASTER,
  only,
  PHASE,
  rewrite,
  titles,
} from '../support/problems';

describe('problems of the state block', () => {
  it('a comma too many is found at its place and taken out safely', async () => {
    const world = await brokenWorld((text) =>
      text.replace('"completed_summaries": [],', '"completed_summaries": [1,],'),
    );
    const found = await only(world, 'json-syntax');
    assert.equal(found.message, 'A value is missing before “]”.');
    assert.equal(marked(world, found), ']');
    const made = await fix(world, found, 'Repair the Commas', [
      '-"completed_summaries": [1,],',
      '+"completed_summaries": [1],',
    ]);
    assert.ok('safe' in made && made.safe);
  });

  it('a missing comma is put in, which is a guess; anything else is for a person', async () => {
    const world = await brokenWorld((text) =>
      text.replace('"completed_summaries": [],', '"completed_summaries": [] // none'),
    );
    const found = await only(world, 'json-syntax');
    assert.match(found.message, /^A comma is missing before “".*”\.$/);
    const made = await fix(world, found, 'Repair the Commas', [
      '-"completed_summaries": [] // none',
      '+"completed_summaries": [], // none',
    ]);
    assert.ok('safe' in made && !made.safe);
    rewrite(world, CONTEXT, (text) => text.replace('"completed_summaries": []', '"completed_summaries": ]'));
    assert.deepEqual(titles(await only(world, 'json-syntax')), ['Rebuild the State…']);
  });

  it('a conflict is merged by meaning', async () => {
    const side = (time: string) => `  "last_updated": "${time}"\n`;
    const world = await brokenWorld((text) =>
      text.replace(/ {2}"last_updated": .*\n/, () =>
        [
          '<<<<<<< HEAD\n',
          side('2026-01-01T00:00:00Z'),
          '=======\n',
          side('2026-01-02T00:00:00Z'),
          '>>>>>>> other\n',
        ].join(''),
      ),
    );
    const found = await only(world, 'merge-conflict');
    assert.equal(marked(world, found), '<<<<<<< HEAD');
    await fix(world, found, 'Merge Both Sides', null);
    assert.equal(parseContext(world.read(CONTEXT)).state?.lastUpdated, '2026-01-02T00:00:00Z');
  });

  it('a status that is spelled in another way is written as it is read; an unknown one is asked for', async () => {
    const world = await brokenWorld((text) => text.replace('"status": "pending"', '"status": "In Progress"'));
    const made = await fix(world, await only(world, 'schema'), 'Write “in_progress”', [
      '-"status": "In Progress"',
      '+"status": "in_progress"',
    ]);
    assert.ok('safe' in made && made.safe);
    rewrite(world, CONTEXT, (text) => text.replace('"status": "in_progress"', '"status": "blocked"'));
    const found = await only(world, 'schema');
    assert.equal(marked(world, found), '"blocked"');
    assert.ok(found.fixes.every((each) => 'safe' in each && !each.safe));
    await fix(world, found, 'Set the Status to “pending”', ['-"status": "blocked"', '+"status": "pending"']);
  });

  it('a missing state block is proposed from the lines above and the files', async () => {
    const world = await brokenWorld(
      () =>
        `# Current Work Summary\r\n\r\nExecuting\r\n\r\n**Branch:** \`${BRANCH(2)}\`\r\n**Master Plan:** ${MASTER}\r\n**Phase Plan:** ${PHASE(2)}`,
    );
    world.write('context/summaries/2025-12-18-implement-user-authentication-phase-1-summary.md', '# Summary\n');
    await fix(world, await only(world, 'missing-state'), 'Add a State Block', null);
    const { state } = parseContext(world.read(CONTEXT));
    assert.deepEqual(
      state?.phased?.phases.map(({ phase, status, plan }) => [phase, status, plan]),
      [
        [1, 'completed', PHASE(1)],
        [2, 'in_progress', PHASE(2)],
        [3, 'pending', PHASE(3)],
      ],
    );
    assert.deepEqual([state.executionBranch, state.phased?.currentPhase], [BRANCH(2), 2]);
    assert.ok(!/[^\r]\n/.test(world.read(CONTEXT)), 'line endings stay');
  });

  it('a second state block is taken out, safely only when it says the same', async () => {
    const old = '```json\n{"active_context": []}\n```\n\n';
    const world = await brokenWorld((text) => text.replace('---\n', `${old}---\n`));
    const found = await only(world, 'duplicate-state');
    const made = await fix(world, found, 'Remove This State Block', null);
    assert.ok('safe' in made && !made.safe && !world.read(CONTEXT).includes(old));
  });

  it('a key that stands twice: either one goes', async () => {
    const world = await brokenWorld((text) =>
      text.replace('"current_phase": null', '"current_phase": 1, "current_phase": null'),
    );
    const found = await only(world, 'duplicate-state');
    assert.equal(marked(world, found), '"current_phase"');
    await fix(world, found, 'Keep This “current_phase”, Remove the Later One', [
      '-"current_phase": 1, "current_phase": null',
      '+"current_phase": 1',
    ]);
    assert.deepEqual(await findings(world), []);
  });

  it('none is found in a fresh folder and a fresh plan', async () => {
    assert.deepEqual(await findings(await brokenWorld()), []);
  });
});
