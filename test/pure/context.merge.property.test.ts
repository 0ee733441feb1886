import assert from 'node:assert/strict';
import fc from 'fast-check';
import { sameJson } from '../../src/core/json/json';
import { mergeContexts } from '../../src/core/context/merge/merge';
import { parseContext } from '../../src/core/context/parse';
import type { ContextFile } from '../../src/core/context/model';
import { cases } from '../support/cases';
import { contents, file, meaning, RANK, versions } from '../support/contextFiles';
import { looseOf, notesByPhase, phaseVersions, todosByPhase } from '../support/phaseFiles';

describe('context: properties of the merge', function () {
  this.timeout(120_000);
  const runs = cases(150);

  it('is idempotent', () => {
    fc.assert(
      fc.property(file, file, fc.option(file), (a, b, base) => {
        assert.equal(mergeContexts(a, a, base), a);
        const merged = mergeContexts(a, b);
        // Where only one side says whose its list is, the result may say it of both.
        const owners = [a, b, merged].map(looseOf);
        if (owners.includes(null) && new Set(owners).size > 1) return;
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
        const notes = ({ progressNotes }: ContextFile) => progressNotes?.match(/^- note .*/gm)?.sort();
        assert.deepEqual(notes(merged), notes(own));
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
  const runs = cases(400);

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
        // Of versions of different phases, all are of one side.
        if ([our, their].some((side) => sameJson(single(now), single(side)))) return;
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

describe('context: properties of the merge of versions of different phases', function () {
  this.timeout(120_000);
  const runs = cases(150);

  it('has every to-do of either side, not removed on one since the base, under its own phase, and nowhere else', () => {
    fc.assert(
      fc.property(phaseVersions, ({ ours, theirs, base }) => {
        const [our, their, old] = [ours, theirs, base ?? ''].map(todosByPhase) as [Todos, Todos, Todos];
        const now = todosByPhase(mergeContexts(ours, theirs, base));
        for (const [todo, marker] of [...our, ...their]) {
          const removed = old.get(todo) === marker && !(our.has(todo) && their.has(todo));
          if (!removed) assert.ok(now.has(todo), `${todo} is lost`);
        }
        for (const [todo, marker] of now) {
          assert.ok([our.get(todo), their.get(todo)].includes(marker), `${todo} is [${marker}]`);
          if (our.get(todo) === 'x' || their.get(todo) === 'x') assert.equal(marker, 'x');
        }
      }),
      runs,
    );
  });

  it('has every note under its own phase, or that of the version it came from', () => {
    fc.assert(
      fc.property(phaseVersions, ({ ours, theirs, base }) => {
        const [our, their, old] = [ours, theirs, base ?? ''].map(notesByPhase) as [Notes, Notes, Notes];
        const words = (note: string): string => note.slice(note.indexOf(':'));
        const now = notesByPhase(mergeContexts(ours, theirs, base));
        const before = new Set([...old].map(words));
        for (const note of now) assert.ok(our.has(note) || their.has(note) || old.has(note), note);
        for (const note of [...our, ...their]) {
          if (!before.has(words(note)))
            assert.ok(
              [...now].some((each) => words(each) === words(note)),
              note,
            );
        }
      }),
      runs,
    );
  });

  it('commutes and is idempotent', () => {
    fc.assert(
      fc.property(phaseVersions, ({ ours, theirs, base }) => {
        const read = (text: string) => [
          [...todosByPhase(text)].sort(),
          [...notesByPhase(text)].sort(),
          parseContext(text).state?.phased,
          parseContext(text).summaryLine?.text,
        ];
        const merged = mergeContexts(ours, theirs, base);
        assert.deepEqual(read(mergeContexts(theirs, ours, base)), read(merged));
        for (const side of [ours, theirs]) {
          assert.deepEqual(read(mergeContexts(merged, side, side)), read(merged));
          if (base === null) assert.deepEqual(read(mergeContexts(merged, side)), read(merged));
        }
      }),
      runs,
    );
  });
});

type Todos = Map<string, string>;
type Notes = Set<string>;
