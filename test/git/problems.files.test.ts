import assert from 'node:assert/strict';
import { brokenWorld, CONTEXT, findings, fix, marked, MASTER, only, PHASE, rewrite, titles } from '../support/problems';

describe('problems with paths', () => {
  it('a path that leads nowhere takes one of the similar files, wherever it is named', async () => {
    const wrong = PHASE(1).replace('user', 'usr');
    const world = await brokenWorld((text) => text.replaceAll(PHASE(1), wrong));
    const found = await only(world, 'missing-file');
    assert.equal(found.message, `There is no file “${wrong}”.`);
    assert.equal(marked(world, found), `"${wrong}"`);
    await fix(world, found, `Use “${PHASE(1)}”`, null);
    assert.ok(!world.read(CONTEXT).includes(wrong));
    assert.equal(world.read(CONTEXT).split(`"${PHASE(1)}"`).length, 3);
    assert.deepEqual(await findings(world), []);
  });

  it('a master plan that leads nowhere takes a similar file', async () => {
    const wrong = MASTER.replace('12-18', '12-08');
    const world = await brokenWorld((text) => text.replaceAll(`"${MASTER}"`, `"${wrong}"`));
    const [found] = await findings(world, 'missing-plan');
    assert.equal(found?.message, `The master plan isn’t there: there is no file “${wrong}”.`);
    assert.deepEqual(titles(found), [`Use “${MASTER}”`]);
    await fix(world, found, `Use “${MASTER}”`, null);
    assert.deepEqual(await findings(world), []);
  });

  it('a path that leads nowhere is removed, and nothing else', async () => {
    const world = await brokenWorld((text) =>
      text.replace('"completed_summaries": []', '"completed_summaries": ["context/summaries/gone.md"]'),
    );
    const found = await only(world, 'missing-file');
    assert.equal(marked(world, found), '"context/summaries/gone.md"');
    assert.deepEqual(titles(found), ['Remove “gone.md” from the State Block']);
    await fix(world, found, 'Remove “gone.md” from the State Block', [
      '-"completed_summaries": ["context/summaries/gone.md"],',
      '+"completed_summaries": [],',
    ]);
  });

  it('a plan listed in a named group is found and removed there', async () => {
    const world = await brokenWorld((text) =>
      text.replace(/"active_context": \[[^\]]*\]/, `"active_context": {"plans": ["${MASTER}", "context/plans/x.md"]}`),
    );
    const found = await only(world, 'missing-file');
    assert.equal(marked(world, found), '"context/plans/x.md"');
    await fix(world, found, 'Remove “x.md” from the State Block', [
      `-"active_context": {"plans": ["${MASTER}", "context/plans/x.md"]},`,
      `+"active_context": {"plans": ["${MASTER}"]},`,
    ]);
  });

  it('a path outside the workspace takes the file of that name inside it', async () => {
    const world = await brokenWorld((text) => text.replaceAll(PHASE(2), `/home/ada/${PHASE(2)}`));
    const found = await only(world, 'outside-workspace');
    await fix(world, found, `Use “${PHASE(2)}”`, null);
    assert.deepEqual(await findings(world), []);
  });

  it('braces are written out, safely when every file is there', async () => {
    const braces = PHASE('{1,2,3}');
    const list = `"active_context": [\n    "${MASTER}",\n    "${braces}"\n  ]`;
    const world = await brokenWorld((text) => text.replace(/"active_context": \[[^\]]*\]/, list));
    const found = await only(world, 'brace-path');
    assert.equal(marked(world, found), `"${braces}"`);
    const made = await fix(world, found, 'Write Out the 3 Paths', [
      `-"${braces}"`,
      `+"${PHASE(1)}",`,
      `+"${PHASE(2)}",`,
      `+"${PHASE(3)}"`,
    ]);
    assert.ok('safe' in made && made.safe);
    rewrite(world, CONTEXT, (text) => text.replace(`"${PHASE(1)}",`, `"${PHASE('{3..4}')}",`));
    const [choice] = (await only(world, 'brace-path')).fixes;
    assert.ok(choice && 'safe' in choice && !choice.safe);
  });

  it('an archived plan leaves the active context', async () => {
    const archived = 'context/archives/2025-01-01-old.md';
    const world = await brokenWorld((text) => text.replace('"active_context": [', `"active_context": ["${archived}",`));
    world.write(archived, '# Plan: Old\n');
    await fix(world, await only(world, 'archived-plan'), 'Remove “2025-01-01-old.md” from the State Block', null);
    rewrite(world, CONTEXT, (text) =>
      text.replace('"active_context": [', '"active_context": ["context/plans/2025-01-01-old.md",'),
    );
    await fix(world, await only(world, 'archived-plan'), 'Remove “2025-01-01-old.md” from the State Block', null);
    assert.deepEqual(await findings(world), []);
  });

  it('a plan among the summaries gives way to its summary', async () => {
    const world = await brokenWorld((text) =>
      text.replace('"completed_summaries": []', `"completed_summaries": ["${PHASE(1)}"]`),
    );
    const summary = 'context/summaries/2025-12-19-implement-user-authentication-phase-1-summary.md';
    world.write(summary, '# Summary\n');
    const found = await only(world, 'plan-in-summaries');
    assert.equal(marked(world, found), `"${PHASE(1)}"`);
    await fix(world, found, `Use Its Summary “${summary.split('/')[2]}”`, [
      `-"completed_summaries": ["${PHASE(1)}"],`,
      `+"completed_summaries": ["${summary}"],`,
    ]);
  });

  it('a phase without a plan file gets one from the template, the user’s own when there is one', async () => {
    const world = await brokenWorld();
    world.git('rm', '--quiet', PHASE(2), PHASE(3));
    const [second, third] = await findings(world, 'missing-plan');
    assert.ok(second && third);
    await fix(world, second, 'Create the Plan of Phase 2', null);
    assert.match(world.read(PHASE(2)), /^# Phase 2: API Layer\n\n\*\*Parent Plan:\*\* `context[^]*Phase 1 must be/);
    world.write('context/templates/phase.md', '# Phase {PHASE}: {PHASE_NAME}\n\nOurs.\n');
    await fix(world, await only(world, 'missing-plan'), 'Create the Plan of Phase 3', null);
    assert.equal(world.read(PHASE(3)), '# Phase 3: Frontend\n\nOurs.\n');
  });

  it('a later phase’s plan may still be written where the state block names none', async () => {
    const world = await brokenWorld((text) => text.replace(/,\s*"plan": "[^"]*"/g, ''));
    world.git('rm', '--quiet', PHASE(1), PHASE(2), PHASE(3));
    const found = await only(world, 'missing-plan');
    assert.deepEqual(
      [found.severity, found.message],
      ['info', `Phase 1 has no plan file yet: there is no file “${PHASE(1)}”.`],
    );
    await fix(world, found, 'Create the Plan of Phase 1', null);
  });
});
