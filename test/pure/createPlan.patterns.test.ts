import assert from 'node:assert/strict';
import {
  checkPhaseName,
  phaseNumber,
  phasePrompt,
  slotsOf,
  toOptions,
  type Draft,
  type Slot,
} from '../../src/features/createPlan/draft';
import { patterns, type Pattern } from '../../src/features/createPlan/patterns';

const pattern = (id: Pattern['id']): Pattern => {
  const found = patterns.find((each) => each.id === id);
  assert.ok(found);
  return found;
};

const draftOf = (from: Pattern, change: (slots: Slot[]) => void = () => undefined): Draft => {
  const phases = slotsOf(from);
  change(phases);
  return { kind: 'phased', title: 'Big Change', name: '', objective: '', pattern: from, phases };
};

const leaveOut = (slots: Slot[], index: number): void => {
  const slot = slots[index];
  assert.ok(slot);
  slot.name = '';
};

const dependencies = (draft: Draft) => toOptions(draft).phases?.map((phase) => phase.dependsOn);

describe('phasing patterns', () => {
  it('are five, each complete in itself', () => {
    assert.equal(patterns.length, 5);
    assert.equal(new Set(patterns.map((each) => each.id)).size, 5);
    for (const each of patterns) {
      const { label, whyPhased, phases } = each;
      assert.ok(whyPhased.length > 80, label);
      assert.ok(phases.length >= 3, label);
      const slots = slotsOf(each);
      phases.forEach((phase, index) => {
        assert.ok(phase.objective.endsWith('.'), `${label}: ${phase.name}`);
        assert.ok(phase.steps.length >= 2, `${label}: ${phase.name}`);
        assert.ok(
          phase.after.every((at) => at < index),
          `${label}: ${phase.name} waits for a later one`,
        );
        assert.equal(checkPhaseName(phase.name, index, slots), null);
      });
    }
  });

  it('fill the plan with objectives, steps, dependencies and the reason', () => {
    const options = toOptions(draftOf(pattern('layers')));
    assert.equal(options.whyPhased, pattern('layers').whyPhased);
    assert.deepEqual(
      options.phases?.map((phase) => phase.name),
      ['Database', 'API', 'User Interface'],
    );
    assert.deepEqual(options.phases?.[1], {
      name: 'API',
      objective: pattern('layers').phases[1]?.objective,
      steps: pattern('layers').phases[1]?.steps,
      dependsOn: [1],
    });
  });

  it('let independent phases go side by side', () => {
    assert.deepEqual(dependencies(draftOf(pattern('infrastructure'))), [[], [], [1, 2], [3]]);
  });

  it('hand the dependencies of a phase left out on to those that waited for it', () => {
    const draft = draftOf(pattern('migration'), (slots) => leaveOut(slots, 2));
    assert.deepEqual(
      toOptions(draft).phases?.map((phase) => phase.name),
      ['Expand', 'Write to Both', 'Read from the New', 'Contract'],
    );
    assert.deepEqual(dependencies(draft), [[], [1], [2], [3]]);
    // With both ways to the traffic left out, what they waited for is named once.
    const without = draftOf(pattern('decomposition'), (slots) => [1, 2].forEach((at) => leaveOut(slots, at)));
    assert.deepEqual(dependencies(without), [[], [1], [2]]);
  });

  it('take phases of the user’s own at the end', () => {
    const draft = draftOf(pattern('layers'), (slots) => slots.push({ name: 'Documentation' }));
    assert.deepEqual(toOptions(draft).phases?.at(-1), { name: 'Documentation' });
  });

  it('keep what they propose under a changed name', () => {
    const draft = draftOf(pattern('layers'), (slots) => {
      const [first] = slots;
      if (first) first.name = 'Schema';
    });
    assert.equal(toOptions(draft).phases?.[0]?.objective, pattern('layers').phases[0]?.objective);
  });

  it('number only what is kept, and say what a phase is for', () => {
    const { phases } = draftOf(pattern('layers'), (slots) => leaveOut(slots, 0));
    assert.equal(phaseNumber(phases, 2), 2);
    assert.match(phasePrompt(phases, 1), /^Phase 1 of 2\. Clients can do everything/);
    assert.match(phasePrompt(phases, 3), /phase 3 called\? Leave it empty/);
  });

  it('keep at least one phase', () => {
    const { phases } = draftOf(pattern('layers'), (slots) => [0, 1].forEach((at) => leaveOut(slots, at)));
    assert.match(checkPhaseName('', 2, phases) ?? '', /at least one/);
    assert.match(checkPhaseName('', 3, [...phases.slice(0, 2), { name: '' }]) ?? '', /at least one/);
  });
});
