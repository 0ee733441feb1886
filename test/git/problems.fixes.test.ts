import assert from 'node:assert/strict';
import { parseContext } from '../../src/core/context/parse';
import { parsePlan } from '../../src/core/plan/parse';
import { RULES } from '../../src/core/problems';
import type { Finding, Fix } from '../../src/core/problems/parts/rule';
import { switchOff } from '../../src/core/problems/switchOff';
import { broken } from '../support/breaking';
import { CONTEXT, difference, findings, rewrite, titles, write } from '../support/problems';
import type { Example } from './problems.fixes.example';
import { PHASE_EXAMPLES } from './problems.fixes.phases';
import { STATE_EXAMPLES } from './problems.fixes.state';

/** By rule, and by what its description says of its fixes. */
const EXAMPLES = { ...STATE_EXAMPLES, ...PHASE_EXAMPLES };

const of = (rule: string): Example[] => Object.values(EXAMPLES[rule] ?? {}).flat();

/** The folder of an example, and the one problem it has of the rule with the fix. */
async function prepare(rule: string, { breaking, title }: Example) {
  const world = typeof breaking === 'function' ? await broken(breaking) : await breaking.world();
  const before = await findings(world);
  const finding = before.find(({ code, fixes }) => code === rule && fixes.some((fix) => fix.title === title));
  const offered = before
    .filter(({ code }) => code === rule)
    .map(titles)
    .join('; ');
  for (const { message } of before)
    assert.match(message, /^(?!.*\b[Uu]?nexpected\b)[A-Z“].*\.$/s, 'a sentence, as a person says it');
  assert.ok(finding, `no fix “${title}”, but: ${offered}`);
  return { world, before, finding, fix: finding.fixes.find((fix) => fix.title === title) as Fix };
}

const same = (a: Finding, b: Finding) => a.code === b.code && a.message === b.message && a.file === b.file;

describe('every fix of every rule', () => {
  it('has an example, by what the documentation says of it', () => {
    for (const { id, fixes } of RULES) {
      assert.deepEqual(
        Object.keys(EXAMPLES[id] ?? {}).sort(),
        fixes
          .split(' · ')
          .filter((each) => each !== '')
          .sort(),
        id,
      );
    }
  });

  for (const rule of Object.keys(EXAMPLES)) {
    for (const [at, example] of of(rule).entries()) {
      it(`${rule}: ${example.title} (${at + 1})`, async () => {
        const { world, before, finding, fix } = await prepare(rule, example);
        const known = finding.fixes.filter(
          ({ title }) => !of(rule).some((each) => likeness(each.title) === likeness(title)),
        );
        assert.deepEqual(
          known.map(({ title }) => title),
          [],
          'each fix that is offered has an example',
        );
        if ('command' in fix) {
          assert.equal(example.lines, null);
          if (!example.run) return;
          await example.run(world, fix.arguments[0] ?? {});
        } else {
          assert.equal(fix.safe, example.safe ?? false, 'safe');
          const changes = fix.changes();
          const lines = Array.isArray(example.lines) ? { [CONTEXT]: example.lines } : example.lines;
          for (const { file, before: was, after } of changes) {
            if (lines && was !== null) assert.deepEqual(difference(was, after), lines[file], file);
            if (file === CONTEXT) assert.ok(parseContext(after).state, after);
            else assert.ok(parsePlan(after).title, after);
          }
          if (lines && changes.some((each) => each.before !== null))
            assert.deepEqual(
              changes.map(({ file }) => file),
              Object.keys(lines),
            );
          write(world, changes);
        }
        const left = await findings(world);
        assert.ok(!left.some((each) => same(each, finding)), `still there: ${finding.message}`);
        if (before.every(({ severity }) => severity !== 'error'))
          assert.ok(
            left.every(({ severity }) => severity !== 'error'),
            'no error comes of it',
          );
      });
    }

    it(`${rule}: switched off in the file`, async () => {
      const [example] = of(rule);
      if (!example) return;
      const { world, finding } = await prepare(rule, example);
      rewrite(world, finding.file, (text) => switchOff(text, rule));
      const left = (await findings(world)).filter(({ code, file }) => code === rule && file === finding.file);
      assert.deepEqual(left, []);
    });
  }
});

/** Titles that differ in a name or a number are of one kind. */
const likeness = (title: string): string => title.replace(/“[^”]*”|\bto \S+$|\bon \S+$|\d+\w?/g, '…');
