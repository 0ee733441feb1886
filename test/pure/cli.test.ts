import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { annotationsOf } from '../../src/cli/commands/annotations';
import { RUNS } from '../../src/cli/commands';
import { flagsOf } from '../../src/cli/command';
import { parseCommandLine } from '../../src/cli/parse';
import { cliPage } from '../../src/cli/page';
import { COMMANDS } from '../../src/cli/table';
import { printed, printedJson, styled } from '../../src/cli/terminal';
import type { Problem } from '../../src/core/types';
import { typed } from '../support/cli';

describe('the table of the command line', () => {
  it('has something that runs for each command, and nothing else', () => {
    assert.deepEqual(Object.keys(RUNS).sort(), COMMANDS.map(({ name }) => name).sort());
  });

  for (const command of COMMANDS) {
    it(`${command.name}: its help has every flag and argument, and its examples can be parsed`, async () => {
      const { code, out } = await typed('.', ['help', command.name]);
      assert.equal(code, 0);
      assert.equal((await typed('.', [command.name, '--help'])).out, out);
      for (const flag of Object.keys(flagsOf(command))) assert.ok(out.includes(`--${flag}`), flag);
      for (const { name } of command.arguments) assert.ok(out.includes(name), name);
      assert.ok(
        out.split('\n').every((line) => line.length <= 100 || line.startsWith('  phased-plans')),
        out,
      );
      for (const example of command.examples) {
        const words = [...example.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
        assert.equal(words[0], 'phased-plans');
        assert.equal(parseCommandLine(words.slice(1)).kind, 'run', example);
      }
    });
  }

  it('is the page, too', () => {
    assert.equal(readFileSync('docs/cli.md', 'utf8').replaceAll('\r\n', '\n'), cliPage());
  });

  it('leads in with every command, and tells its version', async () => {
    const { code, out } = await typed('.', []);
    assert.equal(code, 0);
    for (const { name } of COMMANDS) assert.match(out, new RegExp(`^  ${name} +\\w`, 'm'));
    assert.equal((await typed('.', ['--help'])).out, out);
    assert.match((await typed('.', ['--version'])).out, /^\d+\.\d+\.\d+\n$/);
  });
});

describe('what is printed', () => {
  it('has colours on a terminal alone, and none that a plan brings', () => {
    const line = [styled('bold', 'a\u001b[31m'), ' b\r\n'];
    assert.equal(printed([line], true), '\u001b[1ma\\u{1B}[31m\u001b[0m b\\u{D}\\u{A}\n');
    assert.equal(printed([line], false), 'a\\u{1B}[31m b\\u{D}\\u{A}\n');
  });

  it('is JSON that reads the same, without what steers a terminal', () => {
    const value = { text: '\u001b\u009b\u202e\ufeffé' };
    const text = printedJson(value);
    assert.deepEqual(JSON.parse(text), value);
    assert.match(text, /\\u001b\\u009b\\u202e\\ufeffé/);
  });
});

describe('annotations of a CI', () => {
  const problem: Problem = {
    code: 'no-steps',
    severity: 'info',
    message: 'one%\n::error::two]',
    file: 'a,b:c.md',
    line: 2,
  };

  it('of GitHub: one command, whatever a text holds', () => {
    assert.deepEqual(annotationsOf([problem], 'github', 'packages/app'), [
      '::notice file=packages/app/a%2Cb%3Ac.md,line=3,title=no-steps::one%25\\u{A}::error::two]',
    ]);
  });

  it('of Azure', () => {
    assert.deepEqual(annotationsOf([problem], 'azure', ''), [
      '##vso[task.logissue type=warning;sourcepath=a,b:c.md;linenumber=3;code=no-steps]one%AZP25\\u{A}::error::two%5D',
    ]);
  });

  it('of GitLab: a report with a fingerprint that stays when lines move', () => {
    const [first] = JSON.parse(annotationsOf([problem], 'gitlab', '').join('\n')) as [
      { fingerprint: string; location: unknown },
    ];
    const [moved] = JSON.parse(annotationsOf([{ ...problem, line: 7 }], 'gitlab', '').join('\n')) as [
      { fingerprint: string },
    ];
    assert.deepEqual(first.location, { path: 'a,b:c.md', lines: { begin: 3 } });
    assert.equal(moved.fingerprint, first.fingerprint);
  });
});
