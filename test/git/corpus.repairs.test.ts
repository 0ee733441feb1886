import assert from 'node:assert/strict';
import { editContext } from '../../src/core/context/edit';
import { mergeContexts } from '../../src/core/context/merge/merge';
import { parseContext } from '../../src/core/context/parse';
import { fixAll } from '../../src/core/problems/fixAll';
import type { FileChange } from '../../src/core/problems/parts/rule';
import { during, tryOnEveryVersion } from '../support/everyVersion';
import { CONTEXT } from '../support/hostile';
import { mustKeepTheRest, type Own } from '../support/ownPlaces';
import { write } from '../support/problems';

/** The places of each rule's fixes. */
const FIXED: Record<string, Own> = {
  'missing-plan': { keys: ['active_context', 'completed_summaries'] },
  'missing-file': { keys: ['active_context', 'completed_summaries'] },
  'current-phase': { keys: ['.current_phase', '..status'] },
  'phase-list': { keys: ['phased_execution'] },
};

function mustBeOwn(changed: Record<string, [string, string]>, codes: string[], name: string): void {
  const { [CONTEXT]: context, ...others } = changed;
  assert.ok(
    Object.values(others).every(([before]) => before === ''),
    name,
  );
  if (!context) return;
  const keys = codes.flatMap((code) => {
    const own = FIXED[code];
    assert.ok(own, `${name}: which places have the fixes of ${code}?`);
    return own.keys ?? [];
  });
  mustKeepTheRest(...context, { keys }, name);
}

tryOnEveryVersion({
  async merging({ text, name }) {
    assert.equal(mergeContexts(text, text), text, name);
    assert.equal(mergeContexts(text, text, text), text, name);
    const later = editContext(text, { state: [{ path: ['last_updated'], value: '2099-01-01T00:00:00Z' }] });
    assert.equal(mergeContexts(text, later), later, name);
    assert.equal(mergeContexts(later, text), later, name);
    // One side ticks, the other completes a phase: byte for byte what one of them would have made of it.
    const tick = (from: string) => from.replace(/^(\s*[-*] \[) \]/m, '$1x]');
    const phases = parseContext(text).state?.phased?.phases ?? [];
    const open = phases.findIndex(({ status }) => status !== 'completed');
    const path = ['phased_execution', 'phases', open, 'status'];
    const complete = (from: string) => (open < 0 ? from : editContext(from, { state: [{ path, value: 'completed' }] }));
    assert.equal(mergeContexts(tick(text), complete(text), text), complete(tick(text)), name);
    assert.equal(mergeContexts(complete(text), tick(text), text), complete(tick(text)), name);
  },

  async 'changing statuses'({ text, name }) {
    const phases = parseContext(text).state?.phased?.phases ?? [];
    for (const [index, phase] of phases.entries()) {
      const set = (from: string, value: unknown) =>
        editContext(from, { state: [{ path: ['phased_execution', 'phases', index, 'status'], value }] });
      const was = [...text.matchAll(/"status":\s*"([^"]*)"/g)].map((match) => match[1]).slice(-phases.length)[index];
      for (const value of ['pending', 'in_progress', 'completed']) {
        const changed = set(text, value);
        mustKeepTheRest(text, changed, { keys: ['..status'] }, `${name}: ${String(phase.phase)} ${value}`);
        assert.equal(set(changed, was), text);
      }
    }
  },

  async 'fixing each problem, and all'({ world, name }) {
    const { findings } = await world.engine.read();
    for (const { code, fixes } of findings) {
      for (const fix of fixes) {
        if (!('safe' in fix)) continue;
        mustBeOwn(await during(world, async () => write(world, fix.changes())), [code], `${name}: ${fix.title}`);
      }
    }
    const all: FileChange[] = await fixAll(async (texts) => (await world.engine.read(texts)).findings, new Map());
    const codes = findings.map(({ code }) => code);
    mustBeOwn(await during(world, async () => write(world, all)), codes, `${name}: all`);
  },

  async rebuilding({ world, text, name }) {
    const proposals: Record<string, [string, string]>[] = [];
    const found = await world.engine.proposeState();
    for (const each of 'plans' in found ? found.plans.map(({ path }) => path) : [undefined]) {
      const proposal = await world.engine.proposeState(each === undefined ? {} : { plan: each });
      assert.ok('after' in proposal, name);
      assert.equal(proposal.before, text, name);
      proposals.push(await during(world, () => world.engine.writeProposals('Rebuild', [proposal])));
    }
    for (const { [CONTEXT]: context, ...others } of proposals) {
      assert.deepEqual(others, {}, name);
      if (!context) continue;
      const keys = ['active_context', 'completed_summaries', 'execution_branch', 'last_updated'];
      const phased = ['.master_plan', '.current_phase', '..status', '..plan', '..branch'];
      const isNew = !context[0].includes('"phased_execution"');
      mustKeepTheRest(...context, { keys: [...keys, ...(isNew ? ['phased_execution'] : phased)] }, name);
    }
  },
});
