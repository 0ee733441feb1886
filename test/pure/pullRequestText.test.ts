import assert from 'node:assert/strict';
import { asDocument, readDocument } from '../../src/view/pullRequestText';

describe('a pull request as a document', () => {
  it('has its title in the first line, and is read as it was written', () => {
    const text = { title: 'Add tables', body: '## Changes\n\n- [ ] One' };
    assert.equal(asDocument({ ...text, body: `${text.body}\n\n` }), 'Add tables\n\n## Changes\n\n- [ ] One\n');
    assert.deepEqual(readDocument(asDocument(text)), text);
    assert.equal(asDocument({ title: 'Add tables', body: '' }), 'Add tables\n');
  });

  it('is read however somebody has changed it', () => {
    for (const [written, title, body] of [
      ['\n\n# Add tables  \r\nText\r\nMore\r\n', 'Add tables', 'Text\nMore'],
      ['#12 is fixed', '#12 is fixed', ''],
      [' \n', '', ''],
      ['#\n\nText', '', 'Text'],
    ] as const)
      assert.deepEqual(readDocument(written), { title, body }, written);
  });
});
