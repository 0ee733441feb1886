import assert from 'node:assert/strict';
import { isPlanError } from '../../src/core/errors';
import { applyEdits, setTask, setTasks } from '../../src/core/markdown/edits';
import {
  cleanInline,
  lineAt,
  lineText,
  metadataLines,
  metadataTarget,
  parseMarkdown,
  section,
} from '../../src/core/markdown/parse';

const SAMPLE = [
  '# Plan: `Cache` **layer**',
  '',
  '**Date:** 2025-12-18',
  '**Status:** In Review  ',
  '',
  '> **Parent plan:** `context/plans/x.md`',
  '',
  '## Steps ✅',
  '',
  '1. **Do this** first',
  '   - [x] nested [link](http://x) `code`',
  '     * [~] deeper',
  '2. Then that',
  '',
  '````markdown',
  '```json',
  '- [ ] not a box',
  '## Not a heading',
  '```',
  '````',
  '',
  '### Sub',
  'text',
  '## To-Do List:',
  '+ [X] done',
  '',
  '---',
].join('\n');

describe('markdown: reading', () => {
  const doc = parseMarkdown(SAMPLE);

  it('finds headings with the lines of their sections', () => {
    assert.deepEqual(
      doc.headings.map(({ level, text, line, endLine }) => [level, text, line, endLine]),
      [
        [1, 'Plan: Cache layer', 0, 27],
        [2, 'Steps ✅', 7, 23],
        [3, 'Sub', 21, 23],
        [2, 'To-Do List:', 23, 27],
      ],
    );
  });

  it('finds boxes with any bullet and any depth, and none in fences', () => {
    assert.deepEqual(
      doc.items.map(({ line, depth, ordered, text, bold, task }) => [line, depth, ordered, text, bold, task?.marker]),
      [
        [9, 0, true, 'Do this first', true, undefined],
        [10, 1, false, 'nested link code', false, 'x'],
        [11, 2, false, 'deeper', false, '~'],
        [12, 0, true, 'Then that', false, undefined],
        [24, 0, false, 'done', false, 'X'],
      ],
    );
    for (const { task } of doc.items) if (task) assert.equal(SAMPLE[task.offset], task.marker);
    assert.equal(doc.items[1]?.raw, 'nested [link](http://x) `code`');
  });

  it('finds fences with their content', () => {
    const [fence] = doc.fences;
    assert.equal(doc.fences.length, 1);
    assert.equal(fence?.language, 'markdown');
    assert.ok(SAMPLE.slice(fence?.start, fence?.end).startsWith('```json\n'));
    assert.ok(SAMPLE.slice(fence?.start, fence?.end).endsWith('```\n'));
    const open = parseMarkdown('```json\n{}\nrest');
    assert.equal(open.text.slice(open.fences[0]?.start, open.fences[0]?.end), '{}\nrest');
  });

  it('finds sections by name, without case and decoration', () => {
    assert.equal(section(doc, ['todo', 'to-do list'])?.line, 24);
    assert.equal(section(doc, ['STEPS'])?.endLine, 23);
    assert.equal(section(doc, ['plan']), null);
    assert.equal(section(doc, ['plan'], { prefix: true })?.heading.line, 0);
    assert.equal(section(doc, ['sub'], { level: 2 }), null);
    assert.equal(section(parseMarkdown('Title\n=====\ntext'), ['title'])?.line, 2);
  });

  it('finds metadata with the place of its value', () => {
    const found = metadataLines(doc);
    assert.deepEqual(
      found.map(({ label, value, line }) => [label, value, line]),
      [
        ['Date', '2025-12-18', 2],
        ['Status', 'In Review', 3],
        ['Parent plan', '`context/plans/x.md`', 5],
      ],
    );
    for (const { value, start, end } of found) assert.equal(SAMPLE.slice(start, end), value);
  });

  it('gives places in the original text, whatever its line endings', () => {
    for (const eol of ['\r\n', '\r']) {
      const text = '\ufeff' + SAMPLE.replaceAll('\n', eol);
      const other = parseMarkdown(text);
      assert.equal(other.eol, eol);
      assert.deepEqual(other.headings, doc.headings);
      for (const { task } of other.items) if (task) assert.equal(text[task.offset], task.marker);
      assert.equal(lineText(other, 0), '# Plan: `Cache` **layer**');
      assert.equal(lineAt(other, other.items[1]?.task?.offset ?? 0), 10);
    }
  });

  it('cleans inline markup and keeps what only looks like it', () => {
    assert.equal(cleanInline('**Use** `a_b` in [the *docs*](x) \\* ~~old~~'), 'Use a_b in the docs * old');
    assert.equal(
      cleanInline('Handle <T> and snake_case_name & 2 * 3 * 4'),
      'Handle <T> and snake_case_name & 2 * 3 * 4',
    );
    assert.equal(metadataTarget('`main` (working directly…)'), 'main');
    assert.equal(metadataTarget('[the plan](context/plans/a.md)'), 'context/plans/a.md');
    assert.equal(metadataTarget('context/plans/a.md (merged)'), 'context/plans/a.md');
  });
});

describe('markdown: edits', () => {
  it('ticks many boxes as it ticks each of them', () => {
    const text = '- [ ] a\r\n- [X] b\n\n```\n- [ ] code\n```\n  - [~] c\n- none\n';
    const lines = [0, 1, 4, 6, 7];
    assert.equal(setTasks(text, lines, true), text.replace('[ ] a', '[x] a').replace('[~]', '[x]'));
    assert.equal(setTasks(text, lines, false), text.replace('[X]', '[ ]'));
    assert.equal(setTasks(text, [], true), text);
  });

  it('ticks and unticks by one character', () => {
    const text = '- [ ] a\r\n  1. [~] b';
    assert.equal(setTask(text, 0, true), '- [x] a\r\n  1. [~] b');
    assert.equal(setTask(text, 1, true), '- [ ] a\r\n  1. [x] b');
    assert.equal(setTask(setTask(text, 1, true), 1, false, '~'), text);
    assert.equal(setTask('- [X] a', 0, true), '- [X] a');
    assert.equal(setTask('- [X] a', 0, false), '- [ ] a');
    assert.equal(setTask('- [ ] a', 0, true, 'X'), '- [X] a');
    assert.equal(setTask('- [ ] a', 0, true, '~'), '- [x] a');
  });

  it('says so when there is no box on the line', () => {
    for (const line of [0, 1, 7, -1]) {
      assert.throws(
        () => setTask('# T\n- a\n```\n- [ ] x\n```', line, true),
        (error) => isPlanError(error, 'CONTEXT_CHANGED'),
      );
    }
  });

  it('applies edits in any order and refuses overlaps', () => {
    const edits = [
      { offset: 3, length: 1, text: 'D' },
      { offset: 0, length: 1, text: '' },
      { offset: 3, length: 0, text: '-' },
    ];
    assert.equal(applyEdits('abcd', edits.slice(0, 2)), 'bcD');
    assert.equal(applyEdits('abcd', edits.slice(1)), 'bc-d');
    assert.throws(() =>
      applyEdits('abcd', [
        { offset: 0, length: 2, text: '' },
        { offset: 1, length: 1, text: '' },
      ]),
    );
  });
});
