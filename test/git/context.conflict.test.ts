import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { readConflict, resolveConflict } from '../../src/core/context/merge/conflict';
import { mergeContexts } from '../../src/core/context/merge/merge';
import { parseContext } from '../../src/core/context/parse';
import { isPlanError } from '../../src/core/errors';
import { cases } from '../support/cases';
import { contents, versions } from '../support/contextFiles';
import { areOfOnePhase } from '../support/phaseFiles';

const STYLES = { merge: [], diff3: ['--diff3'], zdiff3: ['--zdiff3'] } as const;

const folder = mkdtempSync(path.join(tmpdir(), 'phased-plans-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** What git makes of three versions by line; `conflict` says whether it has markers. */
function mergeFile(style: keyof typeof STYLES, ours: string, theirs: string, base: string) {
  const texts = { ours, base, theirs };
  for (const [name, text] of Object.entries(texts)) writeFileSync(path.join(folder, name), text);
  const args = ['merge-file', '-p', ...STYLES[style], ...Object.keys(texts)];
  const { status, stdout } = spawnSync('git', args, { cwd: folder, encoding: 'utf8' });
  return { text: stdout, conflict: status !== 0 };
}

const FILE = `# Current Work Summary

Executing: X

## To-Do List

- [ ] one

---

\`\`\`json
{
  "active_context": [],
  "last_updated": "2026-01-01T10:00:00Z"
}
\`\`\`
`;
const TIME = '  "last_updated": "2026-01-01T10:00:00Z"\n';
const [ours, theirs] = [FILE.replace('T10', 'T11'), FILE.replace('T10', 'T12')];
const conflict = (ours: string, theirs: string, base?: string) =>
  `<<<<<<< HEAD\n${ours}${base === undefined ? '' : `||||||| 1234567\n${base}`}=======\n${theirs}>>>>>>> para/x\n`;
const times = (base?: string) => conflict(TIME.replace('T10', 'T11'), TIME.replace('T10', 'T12'), base);

describe('context: a file with conflict markers', () => {
  it('is taken apart into its versions, base included where the markers show it', () => {
    assert.deepEqual(readConflict(FILE.replace(TIME, times())), { ours, theirs, base: null });
    assert.deepEqual(readConflict(FILE.replace(TIME, times(TIME))), { ours, theirs, base: FILE });
    const two = FILE.replace(TIME, times()).replace('- [ ] one\n', conflict('- [x] one\n', ''));
    assert.deepEqual(readConflict(two), {
      ours: ours.replace('[ ]', '[x]'),
      theirs: theirs.replace('- [ ] one\n', ''),
      base: null,
    });
  });

  it('keeps BOM, CRLF and a missing final newline', () => {
    const crlf = FILE.replace(TIME, times()).replaceAll('\n', '\r\n');
    assert.equal(readConflict(`\ufeff${crlf}`)?.theirs, `\ufeff${theirs.replaceAll('\n', '\r\n')}`);
    const whole = `<<<<<<< HEAD\n\ufeff${ours}=======\n${theirs}>>>>>>> para/x`;
    assert.deepEqual(readConflict(whole), { ours: `\ufeff${ours}`, theirs, base: null });
  });

  it('is in conflict only with whole markers, outside examples', () => {
    const example = `\`\`\`\n${conflict('a\n', 'b\n').replaceAll('para/x', 'topic')}\`\`\`\n\n---\n`;
    const withExample = FILE.replace('---\n', example);
    assert.equal(readConflict(withExample), null);
    assert.deepEqual(readConflict(withExample.replace(TIME, times())), {
      ours: ours.replace('---\n', example),
      theirs: theirs.replace('---\n', example),
      base: null,
    });
    const inConflict = FILE.replace(TIME, times());
    for (const broken of [
      FILE,
      inConflict.replace('=======\n', ''),
      inConflict.replace('>>>>>>> para/x\n', ''),
      inConflict.replace('=======\n', '=======\n=======\n'),
      inConflict.replace('=======\n', '<<<<<<< again\n=======\n'),
      inConflict.replace('## To-Do', '>>>>>>> stray\n\n## To-Do'),
    ]) {
      assert.equal(readConflict(broken), null);
      assert.throws(
        () => resolveConflict(broken),
        (error) => isPlanError(error, 'CONTEXT_INVALID'),
      );
    }
  });

  it('is resolved by meaning', () => {
    assert.equal(resolveConflict(FILE.replace(TIME, times())), theirs);
    const list = conflict('  "active_context": ["a.md"],\n', '  "active_context": ["b.md"],\n');
    const both = resolveConflict(FILE.replace('  "active_context": [],\n', list));
    assert.deepEqual(parseContext(both).state?.activeContext, ['a.md', 'b.md']);
    assert.throws(
      () => resolveConflict(FILE.replace('  "active_context": [],\n', list.replace('["a.md"],', '["a.md"'))),
      (error) => isPlanError(error, 'CONTEXT_INVALID'),
    );
  });
});

describe('context: properties of conflicts that git made', function () {
  this.timeout(120_000);

  /**
   * Runs the check on the file of every conflict. Of versions of different phases, git puts the lines of one state into
   * the other, so that no single side's can be told any more.
   */
  function eachConflict(
    style: keyof typeof STYLES,
    check: (resolved: string, sides: { ours: string; theirs: string; base: string }) => void,
  ) {
    let conflicts = 0;
    fc.assert(
      fc.property(versions, (sides) => {
        if (!areOfOnePhase(sides.base, sides.ours, sides.theirs)) return;
        const { text, conflict: found } = mergeFile(style, sides.ours, sides.theirs, sides.base);
        if (!found) return;
        conflicts++;
        check(resolveConflict(text), sides);
      }),
      cases(250),
    );
    assert.ok(conflicts > 50, `only ${conflicts} conflicts`);
  }

  // Where git put the lines that it merged by itself (a branch line below a heading) can't be seen any more; what they
  // are can.
  const means = (text: string) => {
    const { executionBranch, phased, lastUpdated } = parseContext(text).state ?? {};
    return { contents: [...contents(text)].sort(), executionBranch, current: phased?.currentPhase, lastUpdated };
  };

  it('resolve with the base to what the versions themselves merge to', () => {
    eachConflict('diff3', (resolved, { ours, theirs, base }) => {
      assert.deepEqual(means(resolved), means(mergeContexts(ours, theirs, base)));
    });
  });

  // zdiff3 takes equal lines out of both sides but not out of the base, whose state may then be unreadable.
  for (const style of ['merge', 'zdiff3'] as const) {
    it(`resolve without a whole base (${style}) to no less, and to nothing that no side has`, () => {
      eachConflict(style, (resolved, { ours, theirs, base }) => {
        const [now, our, their] = [contents(resolved), contents(ours), contents(theirs)];
        const merged = mergeContexts(ours, theirs, base);
        for (const [item, rank] of contents(merged)) assert.ok((now.get(item) ?? -1) >= rank, item);
        for (const item of now.keys()) assert.ok(our.has(item) || their.has(item), item);
        assert.equal(means(resolved).lastUpdated, means(merged).lastUpdated);
      });
    });
  }
});
