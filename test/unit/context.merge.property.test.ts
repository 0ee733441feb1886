import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mergeContexts } from '../../src/core/context/merge';
import { parseContext } from '../../src/core/context/parse';
import type { ContextFile } from '../../src/core/context/model';
import { contents, file, meaning, RANK, versions } from '../support/contextFiles';

describe('context: properties of the merge', function () {
  this.timeout(120_000);
  const runs = { numRuns: 400 };

  it('is idempotent', () => {
    fc.assert(
      fc.property(file, file, fc.option(file), (a, b, base) => {
        assert.equal(mergeContexts(a, a, base), a);
        const merged = mergeContexts(a, b);
        assert.equal(mergeContexts(merged, b), merged);
        assert.deepEqual(meaning(mergeContexts(merged, a)), meaning(merged));
      }),
      runs,
    );
  });

  it('commutes, up to order', () => {
    fc.assert(
      fc.property(file, file, fc.option(file), (a, b, base) => {
        assert.deepEqual(meaning(mergeContexts(a, b, base)), meaning(mergeContexts(b, a, base)));
      }),
      runs,
    );
  });

  it('loses nothing and takes no status back', () => {
    fc.assert(
      fc.property(file, file, (a, b) => {
        const merged = mergeContexts(a, b);
        const result = parseContext(merged);
        assert.deepEqual(result.issues, []);
        const sides = [parseContext(a), parseContext(b)];
        const samePlan = sides[0]?.state?.phased?.masterPlan === sides[1]?.state?.phased?.masterPlan;
        for (const side of sides) {
          for (const line of side.text.split(/\r?\n/)) {
            if (/^(?:- note|Be kind|\||### |> |See the)/.test(line)) assert.ok(merged.includes(line), line);
          }
          for (const { text, done } of side.todos)
            assert.ok(result.todos.some((t) => t.text === text && (t.done || !done)));
          for (const path of side.state?.activeContext ?? []) assert.ok(result.state?.activeContext.includes(path));
          for (const path of side.state?.completedSummaries ?? [])
            assert.ok(result.state?.completedSummaries.includes(path));
          for (const { phase: id, status } of (samePlan && side.state?.phased?.phases) || []) {
            const now = result.state?.phased?.phases.find((p) => String(p.phase) === String(id));
            assert.ok(now && RANK[now.status] >= RANK[status]);
          }
        }
      }),
      runs,
    );
  });

  it('changes nothing of ours but what they changed since the base', () => {
    fc.assert(
      fc.property(file, file, (ours, base) => {
        // Statuses, ticks and times that we took back are the exception: those never go back.
        const merged = parseContext(mergeContexts(ours, base, base));
        const own = parseContext(ours);
        assert.deepEqual(merged.state?.activeContext, own.state?.activeContext);
        assert.deepEqual(merged.state?.executionBranch, own.state?.executionBranch);
        assert.deepEqual(merged.progressNotes, own.progressNotes);
        assert.deepEqual(
          merged.todos.map((t) => t.text),
          own.todos.map((t) => t.text),
        );
      }),
      runs,
    );
  });
});

describe('context: properties of the merge of versions with a common base', function () {
  this.timeout(120_000);
  const runs = { numRuns: 1000 };

  it('takes theirs when only they changed something, and ours when only we did', () => {
    fc.assert(
      fc.property(versions, ({ base, ours, theirs }) => {
        assert.deepEqual(meaning(mergeContexts(base, theirs, base)), meaning(theirs));
        assert.equal(mergeContexts(ours, base, base), ours);
      }),
      runs,
    );
  });

  it('commutes and is idempotent', () => {
    fc.assert(
      fc.property(versions, ({ base, ours, theirs }) => {
        const merged = mergeContexts(ours, theirs, base);
        assert.deepEqual(meaning(merged), meaning(mergeContexts(theirs, ours, base)));
        for (const side of [ours, theirs])
          assert.deepEqual(meaning(mergeContexts(merged, side, side)), meaning(merged));
      }),
      runs,
    );
  });

  it('keeps what a side added, drops only what a side removed, and goes back on nothing', () => {
    fc.assert(
      fc.property(versions, ({ base, ours, theirs }) => {
        const [old, our, their] = [contents(base), contents(ours), contents(theirs)];
        const now = contents(mergeContexts(ours, theirs, base));
        const kept = (item: string) => our.has(item) && their.has(item);
        const added = (item: string) => !old.has(item) && (our.has(item) || their.has(item));
        const expected = [...new Set([...our.keys(), ...their.keys()])].filter((item) => kept(item) || added(item));
        for (const item of expected) {
          const rank = now.get(item);
          assert.ok(rank !== undefined && rank >= Math.max(our.get(item) ?? 0, their.get(item) ?? 0), item);
        }
        for (const item of now.keys()) assert.ok(our.has(item) || their.has(item), item);
      }),
      runs,
    );
  });

  it('takes the later time, and the single values of the side that changed them', () => {
    fc.assert(
      fc.property(versions, ({ base, ours, theirs }) => {
        const [old, our, their] = [parseContext(base), parseContext(ours), parseContext(theirs)];
        const now = parseContext(mergeContexts(ours, theirs, base));
        const times = [our, their].map((side) => side.state?.lastUpdated ?? '');
        assert.equal(now.state?.lastUpdated, times.sort().at(-1));
        const single = ({ state, branch, summaryLine }: ContextFile) => [
          state?.executionBranch,
          state?.phased?.currentPhase,
          branch,
          summaryLine?.text,
        ];
        single(now).forEach((value, i) => {
          const [before, a, b] = [single(old)[i], single(our)[i], single(their)[i]];
          if (a === before) assert.equal(value, b);
          else if (b === before) assert.equal(value, a);
          else assert.ok(value === a || value === b);
        });
      }),
      runs,
    );
  });

  it('is associative in all that is united: lists, to-dos, notes, times, and the statuses of one plan', () => {
    fc.assert(
      fc.property(versions, versions, ({ ours: a, theirs: b }, { ours: c }) => {
        const [left, right] = [mergeContexts(mergeContexts(a, b), c), mergeContexts(a, mergeContexts(b, c))];
        const plans = new Set([a, b, c].map((side) => parseContext(side).state?.phased?.masterPlan ?? null));
        const united = (text: string) =>
          [...contents(text)].filter(([item]) => plans.size === 1 || !item.startsWith('phase')).sort();
        assert.deepEqual(united(left), united(right));
        assert.equal(parseContext(left).state?.lastUpdated, parseContext(right).state?.lastUpdated);
      }),
      runs,
    );
  });
});
