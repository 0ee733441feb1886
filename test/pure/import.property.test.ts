import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findForeign, readForeign } from '../../src/core/import/foreign';
import type { ForeignFile, ForeignPlan, PlanDraft } from '../../src/core/import/model';
import { cases } from '../support/cases';
import { projects } from '../support/importRules';

/** Where a file of each method lies; a pasted text has no path. */
const PATHS = [
  ...['', '.taskmaster/tasks/tasks.json', 'PLANS.md', 'specs/1-a/tasks.md', '.kiro/specs/a/tasks.md', 'task_plan.md'],
  ...['openspec/changes/a/tasks.md', 'backlog/tasks/task-1 - a.md', 'conductor/tracks/a/plan.md', '.claude/plans/a.md'],
  ...['docs/superpowers/plans/a.md'],
];

/** Lines that mean something to some method, at the wrong place. */
const PIECES = [
  ...[
    '# Title',
    '## Phase 2: X',
    '### Task 3: Y',
    '## 4. Z',
    '- [ ] 1.1 a',
    '- [x] T001 [P] b',
    '- [~] c',
    '- [ ]* 2.4 d',
  ],
  ...[
    '- [-] e',
    '  - [X] f',
    '1. g',
    '**Depends on:** Task 1',
    '**Steps**',
    '- **Status:** complete',
    '<!--',
    '-->',
    '---',
  ],
  ...[
    '```md',
    '```',
    '## Progress',
    '## Verification',
    '{',
    '}',
    '"tasks": [',
    '| a | b |',
    '',
    '\t- h',
    '> **Goal:** i',
  ],
];

/** A file of a sample, with lines cut, doubled, swapped, put in, and characters changed. */
function mutated(texts: readonly string[]): fc.Arbitrary<string> {
  const change = fc.tuple(fc.constantFrom('cut', 'double', 'swap', 'put', 'change'), fc.nat(), fc.nat(), fc.string());
  const put = fc.constantFrom(...PIECES);
  return fc
    .tuple(fc.constantFrom(...texts), fc.array(fc.tuple(change, put), { maxLength: 8 }))
    .map(([text, changes]) => {
      const lines = text.split('\n');
      for (const [[kind, first, second, characters], piece] of changes) {
        const at = first % Math.max(1, lines.length);
        const line = lines[at] ?? '';
        if (kind === 'cut') lines.splice(at, 1 + (second % 3));
        else if (kind === 'double') lines.splice(at, 0, line);
        else if (kind === 'swap') lines.splice(at, 1, lines[second % Math.max(1, lines.length)] ?? '');
        else if (kind === 'put') lines.splice(at, 0, piece);
        else
          lines[at] =
            line.slice(0, second % (line.length + 1)) + characters + line.slice((second % (line.length + 1)) + 1);
      }
      return lines.join('\n');
    });
}

const wordsOf = (text: string): string[] =>
  text
    .normalize('NFC')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];

function textsOf(draft: PlanDraft): string[] {
  const all = [...draft.phases, draft].flatMap(({ steps = [], criteria = [] }) => [...steps, ...criteria]);
  return [draft.objective ?? '', ...draft.phases.map(({ name }) => name), ...all.map(({ text }) => text)];
}

/** Whatever is read is well formed, made of words that stand in the files, and done only where a file says so. */
function checkPlan({ draft, source }: ForeignPlan, files: readonly ForeignFile[]): void {
  // Words may be parted by what is cut: `re**do**`.
  const bare = (text: string): string => text.replace(/<!--[^]*?-->|[*_~]/g, '');
  // In JSON `\tmp` is a tab, and `mp`.
  const read = (text: string): string =>
    text.replace(/\\(?:u([0-9a-f]{4})|.)/gi, (_, code?: string) =>
      code ? String.fromCharCode(parseInt(code, 16)) : ' ',
    );
  const known = new Set(
    files.flatMap(({ path, text }) => [text, bare(text), read(text), path, 'optional'].flatMap(wordsOf)),
  );
  const unknown = (text: string): string[] => wordsOf(text).filter((word) => !known.has(word));
  for (const text of textsOf(draft)) {
    // Of `0~0**Do**` one mark goes and one stays: without both it stands in the file, too.
    assert.ok(unknown(text).length === 0 || unknown(bare(text)).length === 0, text);
    assert.ok(text === text.trim() && !/[\n\r]/.test(text), text);
  }
  assert.ok(draft.title !== '' && source !== undefined);
  const names = draft.phases.map(({ name }) => name);
  for (const { name, steps, dependsOn } of draft.phases) {
    assert.ok(name !== '' && steps.length > 0);
    assert.ok(dependsOn.every((each) => each !== name && names.includes(each)));
  }
  assert.equal(draft.steps === undefined, draft.phases.length > 0);
  const done = [...draft.phases, draft].flatMap(({ steps = [], criteria = [] }) => [
    ...steps.filter(({ state }) => state === 'done'),
    ...criteria.filter((criterion) => criterion.done),
  ]);
  const saysDone = files.some(({ text }) => /\[[xX✓✔✅☑]|done|complete|✅|完成|merged|closed|finished/iu.test(text));
  assert.ok(done.length === 0 || saysDone);
}

describe('import: properties', function () {
  this.timeout(120_000);

  for (const { method, files } of projects()) {
    it(`reads any mutation of ${method}`, () => {
      fc.assert(
        fc.property(
          fc.nat(files.length - 1).chain((at) => fc.tuple(fc.constant(at), mutated([files[at]?.text ?? '']))),
          ([at, text]) => {
            const changed = files.map((file, index) => (index === at ? { ...file, text } : file));
            for (const plan of readForeign(changed)) checkPlan(plan, changed);
          },
        ),
        cases(200),
      );
    });
  }

  it('says that nothing is done where no file does', () => {
    for (const { method, files } of projects()) {
      const open = files.map(({ path, text }) => ({
        path,
        text: text.replace(/\[[xX]\]/g, '[ ]').replace(/\b(?:done|completed?|cancelled)\b/gi, 'open'),
      }));
      for (const { draft, source } of readForeign(open)) {
        const all = [...draft.phases, draft];
        const steps = all.flatMap((part) => part.steps ?? []).filter(({ state }) => state === 'done');
        const criteria = all.flatMap((part) => part.criteria ?? []).filter(({ done }) => done);
        assert.deepEqual([steps, criteria], [[], []], `${method}: ${source}`);
      }
    }
  });

  it('reads any text under any name', () => {
    const texts = projects().flatMap(({ files }) => files.map(({ text }) => text));
    const pieces = fc
      .array(fc.oneof(fc.constantFrom(...PIECES), fc.string()), { maxLength: 25 })
      .map((all) => all.join('\n'));
    const names = fc.constantFrom(...PATHS);
    fc.assert(
      fc.property(names, texts.length > 0 ? fc.oneof(pieces, mutated(texts)) : pieces, (path, text) => {
        for (const plan of readForeign([{ path, text }], { project: 'p' }))
          if (path !== '') checkPlan(plan, [{ path, text: `${text} p` }]);
      }),
      cases(1000),
    );
  });

  it('finds a plan at most once, whatever paths there are', () => {
    const part = fc.constantFrom(
      'specs',
      '.kiro',
      'openspec',
      'changes',
      'archive',
      'tasks.md',
      'plan.md',
      'spec.md',
      'backlog',
      'tasks',
      'task-1 - a.md',
      'task-1.1 - b.md',
      '..',
      '__proto__',
      'docs',
      'plans',
      'x.md',
    );
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('/'))),
        (paths) => {
          const files = findForeign(paths).flatMap((find) => find.files);
          assert.equal(new Set(files).size, files.length);
          assert.deepEqual(
            files.filter((path) => !paths.includes(path)),
            [],
          );
        },
      ),
      cases(1000),
    );
  });
});
