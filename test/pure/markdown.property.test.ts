import assert from 'node:assert/strict';
import fc from 'fast-check';
import { setTask } from '../../src/core/markdown/edits';
import { lineCount, lineStart, parseMarkdown } from '../../src/core/markdown/parse';
import { cases } from '../support/cases';

const PIECES = [
  '# Title',
  '## To-Do List',
  '### Phase 1: X',
  '- [ ] one',
  '* [x] two',
  '+ [~] three',
  '1. [X] four',
  '  - [ ] nested',
  '    text',
  '- - [ ] twice',
  '-',
  '> - [ ] quoted',
  '```json',
  '```',
  '````',
  '{"a": 1}',
  '---',
  '===',
  '**Branch:** `x`',
  '> **Plan:** y',
  '<div>',
  '\t- [é] tab',
  '',
  '  ',
  '[x]: y',
  '\0',
  '\u2028',
  '- [👍] emoji',
  '- [ ]',
  '- [x]  ',
  '`',
  '\ufeff',
];

/** Texts made of the method's own building blocks, with every line ending, and now and then anything at all. */
const markdown = fc
  .array(
    fc.tuple(
      fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...PIECES) }, fc.string()),
      fc.constantFrom('\n', '\r\n', '\r'),
    ),
    {
      maxLength: 25,
    },
  )
  .map((lines) => lines.map(([line, eol]) => line + eol).join(''));

describe('markdown: properties', function () {
  this.timeout(60_000);

  it('reads any text, with places that are in it and in order', () => {
    fc.assert(
      fc.property(fc.oneof(markdown, fc.string({ unit: 'binary', maxLength: 200 })), (text) => {
        const doc = parseMarkdown(text);
        const lines = lineCount(doc);
        assert.equal(lineStart(doc, lines), text.length);
        for (const { line, endLine } of [...doc.headings, ...doc.items, ...doc.fences, ...doc.paragraphs]) {
          assert.ok(line >= 0 && line < endLine && endLine <= lines);
        }
        for (const { start, end } of doc.fences) assert.ok(start <= end && end <= text.length);
        for (const { task } of doc.items) {
          if (task) assert.equal(text.slice(task.offset - 1, task.offset + task.marker.length + 1), `[${task.marker}]`);
        }
      }),
      cases(3000),
    );
  });

  it('ticks by one character, and the inverse gives the same bytes', () => {
    fc.assert(
      fc.property(markdown, fc.nat(), fc.boolean(), (text, pick, done) => {
        const boxes = parseMarkdown(text).items.filter((item) => item.task);
        const box = boxes[pick % Math.max(1, boxes.length)];
        if (!box?.task) return;
        const { marker, offset } = box.task;
        const changed = setTask(text, box.line, done);
        if (changed === text) return;
        assert.equal(changed.length, text.length - marker.length + 1);
        assert.equal(changed.slice(0, offset), text.slice(0, offset));
        assert.equal(changed.slice(offset + 1), text.slice(offset + marker.length));
        assert.equal(setTask(changed, box.line, !done, marker), text);
      }),
      cases(3000),
    );
  });

  it('reads hostile texts in linear time', () => {
    const hostile = [
      (n: number) => '[ '.repeat(n),
      (n: number) => '- '.repeat(n) + '[ ] x',
      (n: number) => '> '.repeat(n) + 'x',
      (n: number) => '- [ ] ' + '*a_`['.repeat(n),
      (n: number) => '**' + ' '.repeat(n) + 'x',
      (n: number) => '# ' + '`'.repeat(n),
      (n: number) => '- a\n'.repeat(n),
      (n: number) => '```\n'.repeat(n),
      (n: number) => '<!--'.repeat(n),
    ];
    for (const make of hostile) {
      const text = make(20_000);
      // Quadratic time would take minutes here.
      assert.equal(parseMarkdown(text).text, text);
    }
  });
});
