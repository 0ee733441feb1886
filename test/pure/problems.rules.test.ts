import assert from 'node:assert/strict';
import { parseContext } from '../../src/core/context/parse';
import { commands } from '../../src/ids';
import { parsePlan } from '../../src/core/plan/parse';
import { RULES } from '../../src/core/problems';
import type { FileChange, Finding, Fix, Rule } from '../../src/core/problems/parts/rule';
import { switchOff } from '../../src/core/problems/switchOff';
import { CONTEXT } from '../support/authentication';
import { difference, stating } from '../support/changes';
import { folderInMemory, plannedTexts } from '../support/memory';
import { TABLES } from './problems';
import type { Example, ExpectedFix } from './problems/example';

async function folderOf({ files = {}, ...options }: Example) {
  const texts = await plannedTexts();
  for (const [path, given] of Object.entries(files)) {
    if (typeof given === 'string') texts.set(path, given);
    else if (typeof given === 'function') texts.set(path, given(texts.get(path) ?? ''));
    else if (given.is === 'unread') texts.set(path, null);
    else assert.ok(texts.delete(path), path);
  }
  /** What is found there, or with other texts. */
  const find = async (others: ReadonlyMap<string, string> = new Map()) =>
    (await folderInMemory(new Map([...texts, ...others]), options).engine.read()).findings;
  return { read: (path: string) => texts.get(path) ?? '', find, engine: folderInMemory(texts, options).engine };
}

type Folder = Awaited<ReturnType<typeof folderOf>>;

/** A finding as the tables write it. */
function asExpected({ read }: Folder, rule: Rule, { file, range, message, severity, fixes }: Finding) {
  const { start, end } = range;
  assert.equal(start.line, end.line, 'the place is in one line');
  const line = read(file).split('\n')[start.line] ?? '';
  return {
    at: line.slice(start.character, end.character),
    ...(file === CONTEXT ? {} : { file }),
    message,
    ...(severity === rule.severity ? {} : { severity }),
    ...(fixes.length === 0 ? {} : { fixes: fixes.map(asExpectedFix) }),
  };
}

function asExpectedFix(fix: Fix): ExpectedFix {
  const { title } = fix;
  if ('command' in fix) return { title, command: [fix.command, ...fix.arguments] };
  const lines = fix.changes().map(({ file, before, after }) => [file, difference(before, after)] as const);
  const [first] = lines;
  const byFile = lines.length === 1 && first?.[0] === CONTEXT ? first[1] : Object.fromEntries(lines);
  return { title, ...(fix.safe ? { safe: true } : {}), lines: byFile };
}

/** What must be true of every finding, whatever the rule. */
async function mustBeSound(folder: Folder, before: readonly Finding[], finding: Finding): Promise<void> {
  assert.match(finding.message, /^(?!.*\b[Uu]?nexpected\b)[A-Z“].*\.$/s, 'a sentence, as a person says it');
  for (const fix of finding.fixes) {
    if ('changes' in fix) await mustRepair(folder, before, finding, fix.changes());
    else if (fix.command === commands.rebuildState) await mustRepair(folder, before, finding, await rebuilt(folder));
  }
  const off = switchOff(folder.read(finding.file), finding.code);
  const left = await folder.find(new Map([[finding.file, off]]));
  assert.ok(!left.some(({ code, file }) => code === finding.code && file === finding.file), 'switched off in its file');
}

async function rebuilt({ engine, read }: Folder): Promise<FileChange[]> {
  const proposal = await engine.proposeState();
  assert.ok('after' in proposal);
  return [{ file: CONTEXT, before: read(CONTEXT), after: proposal.after }];
}

async function mustRepair(folder: Folder, before: readonly Finding[], finding: Finding, changes: FileChange[]) {
  for (const { file, before: was, after } of changes) {
    assert.equal(was ?? '', folder.read(file));
    if (file === CONTEXT) assert.ok(parseContext(after).state, after);
    else assert.ok(parsePlan(after).title, after);
  }
  const left = await folder.find(new Map(changes.map(({ file, after }) => [file, after])));
  const same = ({ code, message, file }: Finding) =>
    code === finding.code && message === finding.message && file === finding.file;
  assert.ok(!left.some(same), `still there: ${finding.message}`);
  const isError = ({ severity }: Finding) => severity === 'error';
  if (!before.some(isError)) assert.ok(!left.some(isError), 'no error comes of it');
}

describe('the rules of the Problems panel, by examples', () => {
  it('are all there, each with something that is found and something that is not', () => {
    assert.deepEqual(
      Object.keys(TABLES),
      RULES.map(({ id }) => id),
    );
    for (const [id, { examples }] of Object.entries(TABLES)) {
      for (const finds of [true, false]) {
        const some = examples.some(({ found }) => found.length > 0 === finds);
        assert.ok(some, `${id}: no example ${finds ? 'of what it finds' : 'where it finds nothing'}`);
      }
    }
  });

  it('find nothing in a fresh folder and in a fresh plan', async () => {
    const fresh = folderInMemory(new Map());
    await fresh.engine.init();
    for (const texts of [fresh.texts, await plannedTexts()])
      assert.deepEqual((await folderInMemory(texts).engine.read()).findings, []);
  });

  it('tell of many phases, each wrong, by examples', async () => {
    const phases = Array.from({ length: 300 }, (_, i) => ({
      phase: i,
      depends_on: [i - 1],
      plan: `context/plans/no-${i}.md`,
      status: 'in_progress',
    }));
    const phased = { phases, current_phase: 'x' };
    const state = { active_context: phases.map(({ plan }) => plan), phased_execution: phased };
    const { findings } = await folderInMemory(new Map([[CONTEXT, stating(state)]])).engine.read();
    assert.deepEqual(
      [...new Set(findings.map(({ code }) => code))],
      ['missing-plan', 'unknown-dependency', 'several-running', 'current-phase'],
    );
    assert.ok(findings.length < 400);
  });

  for (const rule of RULES) {
    const { fixes = {}, examples = [] } = TABLES[rule.id] ?? {};

    it(`${rule.id}: each of its fixes has an example, by what the documentation says of it`, () => {
      const documented = rule.fixes.split(' · ').filter((each) => each !== '');
      assert.deepEqual(Object.keys(fixes), documented);
      const titles = examples.flatMap(({ found }) => found.flatMap((each) => each.fixes ?? [])).map((fix) => fix.title);
      for (const [said, title] of Object.entries(fixes))
        assert.ok(
          titles.some((each) => title.test(each)),
          said,
        );
      for (const title of titles)
        assert.ok(
          Object.values(fixes).some((each) => each.test(title)),
          title,
        );
    });

    for (const example of examples) {
      it(`${rule.id}: ${example.name}`, async () => {
        const folder = await folderOf(example);
        const all = await folder.find();
        const found = all.filter(({ code }) => code === rule.id);
        assert.deepEqual(
          found.map((each) => asExpected(folder, rule, each)),
          example.found,
        );
        for (const finding of found) await mustBeSound(folder, all, finding);
      });
    }
  }
});
