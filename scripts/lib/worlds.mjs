// Small worlds to run in: a home and a git configuration that owe nothing to the machine's.
import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeAtExit } from './processes.mjs';

/** A fresh folder that goes when this process ends. Its real path, as git reports it. */
export function temporaryFolder(name) {
  return removeAtExit(realpathSync(mkdtempSync(join(tmpdir(), `phased-plans-${name}-`))));
}

/** The environment for whatever runs git: the same author, branch name and settings on every machine. */
export function plainEnvironment() {
  const home = temporaryFolder('home');
  const config = join(home, '.gitconfig');
  writeFileSync(
    config,
    `[user]\n\tname = Ada Example\n\temail = ada@example.com\n[init]\n\tdefaultBranch = main\n[commit]\n\tgpgsign = false\n` +
      `[protocol "file"]\n\tallow = always\n[core]\n\tautocrlf = false\n[gc]\n\tauto = 0\n[maintenance]\n\tauto = false\n`,
  );
  mkdirSync(join(home, '.config'));
  return {
    HOME: home,
    USERPROFILE: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    GIT_CONFIG_GLOBAL: config,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C.UTF-8',
  };
}
