import assert from 'node:assert/strict';
import { onSameLine } from '../../src/core/context/merge/concurrent';

describe('a change of one line, made to what others have made of the file since', () => {
  const base = 'a\n- [ ] one\n- [ ] two\n- [ ] three\nb\n';
  const ours = base.replace('[ ] two', '[x] two');
  const cases: [what: string, theirs: string, becomes: string | null][] = [
    [
      'lines around it are changed',
      ours.replaceAll('[ ]', '[x]').replace('[x] two', '[ ] two'),
      ours.replaceAll('[ ]', '[x]'),
    ],
    ['it stands elsewhere', '- [ ] two\nnew\n', '- [x] two\nnew\n'],
    ['it is the last one', 'new\n- [ ] two', 'new\n- [x] two'],
    ['somebody has made the same change', `more\n${ours}`, `more\n${ours}`],
    ['it is gone', 'a\n- [ ] one\n', null],
    ['it says more by now', base.replace('two', 'two and a half'), null],
    ['it is there twice', `${base}- [ ] two\n`, null],
  ];
  for (const [what, theirs, becomes] of cases) {
    it(what, () => assert.equal(onSameLine(theirs, ours, base), becomes));
  }

  it('none of an empty line, which ends at once', () => {
    assert.equal(onSameLine('a\n\nb\n', 'a\nx\nb\n', 'a\n\nb\n'), null);
    assert.equal(onSameLine('a\nx\nb\n', 'a\n\nb\n', 'a\nx\nb\n'), 'a\n\nb\n');
  });

  it('none of several lines, and none of two that are the same', () => {
    assert.equal(onSameLine('x\n', 'new\na\n', 'a\n'), null);
    const twice = '- [ ] two\n- [ ] two\n';
    assert.equal(onSameLine(`a\n${twice}`, '- [x] two\n- [ ] two\n', twice), null);
  });
});
