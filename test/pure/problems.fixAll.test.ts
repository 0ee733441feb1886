import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits, smallestEdit } from '../../src/core/markdown/edits';
import { fixAll, safeFix } from '../../src/core/problems/fixAll';
import type { Finding, Fix } from '../../src/core/problems/parts/rule';
import { switchOff } from '../../src/core/problems/switchOff';
import { readSwitches } from '../../src/core/problems/switches';
import { parseContext } from '../../src/core/context/parse';
import { runningContext } from '../support/golden';

const finding = (file: string, fixes: Fix[]): Finding => {
  const start = { line: 0, character: 0 };
  return { code: 'x', severity: 'error', message: 'x', file, line: 0, range: { start, end: start }, fixes };
};

/** A folder of two files in which every “a” is a problem with a safe fix, found one by one. */
function folder(texts: Record<string, string>, safe = true) {
  return async (overlay: ReadonlyMap<string, string>): Promise<Finding[]> =>
    Object.keys(texts).flatMap((file) => {
      const text = overlay.get(file) ?? texts[file] ?? '';
      return [...text.matchAll(/a/g)].map(({ index }) =>
        finding(file, [
          {
            title: 'Fix',
            safe,
            changes: () => [{ file, before: text, after: `${text.slice(0, index)}b${text.slice(index + 1)}` }],
          },
        ]),
      );
    });
}

describe('fixing all safe problems', () => {
  it('reads again after each round, until none is left', async () => {
    assert.deepEqual(await fixAll(folder({ one: 'aaa', two: 'xa', three: 'c' }), new Map()), [
      { file: 'one', before: 'aaa', after: 'bbb' },
      { file: 'two', before: 'xa', after: 'xb' },
    ]);
  });

  it('begins with what open editors hold, and stays in one file when told to', async () => {
    const changes = await fixAll(folder({ one: 'aaa', two: 'a' }), new Map([['one', 'ac']]), 'one');
    assert.deepEqual(changes, [{ file: 'one', before: 'ac', after: 'bc' }]);
  });

  it('leaves what is unsafe, or a choice, to a person', async () => {
    assert.deepEqual(await fixAll(folder({ one: 'a' }, false), new Map()), []);
    const fix: Fix = { title: 'Fix', safe: true, changes: () => [] };
    assert.equal(safeFix(finding('one', [fix, fix])), null);
    assert.equal(safeFix(finding('one', [{ title: 'Ask', command: 'x', arguments: [] }, fix])), fix);
  });

  it('ends when fixes undo each other', async () => {
    const flip = async (overlay: ReadonlyMap<string, string>): Promise<Finding[]> => {
      const before = overlay.get('one') ?? 'a';
      const changes = () => [{ file: 'one', before, after: before === 'a' ? 'b' : 'a' }];
      return [finding('one', [{ title: 'Flip', safe: true, changes }])];
    };
    assert.ok((await fixAll(flip, new Map())).length <= 1);
  });
});

describe('the smallest edit', () => {
  it('gives the text after from the text before, and cuts no character or CRLF in two', () => {
    const text = fc.array(fc.constantFrom('a', 'b', '\r\n', '\n', '😀', '😁')).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const edit = smallestEdit(before, after);
        assert.equal(applyEdits(before, [edit]), after);
        for (const offset of [edit.offset, edit.offset + edit.length]) {
          assert.ok(!/^(\r\n|[\ud800-\udbff][\udc00-\udfff])$/.test(before.slice(offset - 1, offset + 1)));
        }
      }),
    );
  });

  it('keeps what both begin and end with', () => {
    assert.deepEqual(smallestEdit('one two three', 'one 2 three'), { offset: 4, length: 3, text: '2' });
  });
});

describe('switching a rule off in a file', () => {
  const isOff = (text: string) => readSwitches(text)('no-steps', 0);

  it('puts the comment at the end of a plan', () => {
    const text = switchOff('# Plan\r\n\r\nText\r\n', 'no-steps');
    assert.equal(text, '# Plan\r\n\r\nText\r\n\r\n<!-- phased-plans-disable no-steps -->\r\n');
    assert.ok(isOff(text));
    assert.equal(switchOff('# Plan', 'no-steps'), '# Plan\n\n<!-- phased-plans-disable no-steps -->');
  });

  it('puts it before the state block of the context file', () => {
    const text = switchOff(runningContext(2), 'no-steps');
    assert.match(text, /items\._\n\n<!-- phased-plans-disable no-steps -->\n\n---\n\n```json\n/);
    assert.ok(isOff(text));
    assert.deepEqual(parseContext(text).state, parseContext(runningContext(2)).state);
  });

  it('puts it before a fence that is never closed', () => {
    const text = switchOff('# Plan\n\n~~~\nText\n\n', 'no-steps');
    assert.equal(text, '# Plan\n\n<!-- phased-plans-disable no-steps -->\n\n~~~\nText\n\n');
    assert.ok(isOff(text));
    assert.ok(isOff(switchOff('```', 'no-steps')));
  });

  it('works in an empty file', () => {
    assert.ok(isOff(switchOff('', 'no-steps')));
  });
});
