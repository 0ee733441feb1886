import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { changeFiles } from '../../src/adapters/mergeDriver/changeFiles';
import { failed } from '../support/hostile';

describe('files of git’s directory that are changed together', () => {
  let folder = '';
  const at = (name: string): string => path.join(folder, name);
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'phased-plans-'));
    writeFileSync(at('config'), 'config\n');
    writeFileSync(at('one'), 'one\n');
    // What is a folder can't be changed.
    mkdirSync(at('two'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('are as they were when one of them can’t be changed', async () => {
    const plan = () => Promise.resolve(['one', 'two'].map((name) => ({ file: at(name), after: 'new\n' })));
    await failed('WRITE_FAILED', () => changeFiles(at('config'), plan), /Nothing was changed/);
    assert.equal(readFileSync(at('one'), 'utf8'), 'one\n');
  });

  it('say which one isn’t, when it can’t be put back', async () => {
    const second = {
      get file() {
        rmSync(at('one'));
        mkdirSync(at('one'));
        return at('two');
      },
      after: 'new\n',
    };
    const plan = () => Promise.resolve([{ file: at('one'), after: 'new\n' }, second]);
    const { message } = await failed(
      'WRITE_FAILED',
      () => changeFiles(at('config'), plan),
      /can't be put back: EISDIR/,
    );
    assert.ok(message.includes(at('one')));
    assert.doesNotMatch(message, /Nothing was changed/);
  });
});
