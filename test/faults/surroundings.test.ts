import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { executable, same } from '../support/hostile';
import type { TestWorld } from '../support/world';
import { some, tryFaults, type CleanUp, type Fault } from './measure';

const configured = (name: string, settings: Record<string, string>, on: Fault['on']): Fault => ({
  name,
  on,
  setUp(world) {
    for (const [key, value] of Object.entries(settings)) world.git('config', key, value);
  },
});

const commits: Fault['on'] = (o) => o.commits ?? false;

function withEnvironment(variables: Record<string, string>): CleanUp {
  Object.assign(process.env, variables);
  return () => {
    for (const name of Object.keys(variables)) delete process.env[name];
  };
}

/** Writes down that it was called, and does nothing. */
const recorder = (world: TestWorld): string => executable(world, 'recorder', 'touch "$0.called"');

tryFaults('Configuration', [
  {
    name: 'nobody is named as author',
    on: commits,
    message: /tell me who you are.*git config --global user\.name/s,
    setUp(world) {
      world.git('config', 'user.useConfigOnly', 'true');
      for (const key of ['user.name', 'user.email']) world.git('config', key, '');
    },
  },
  // Without the stash: what git puts into it, it gives back with the line endings it is told to use.
  configured(
    'line endings are converted (core.autocrlf)',
    { 'core.autocrlf': 'true' },
    (o) => (o.commits ?? false) && o.name !== 'start, stashing',
  ),
  configured(
    'line endings are converted, and must come back (core.safecrlf)',
    { 'core.autocrlf': 'true', 'core.safecrlf': 'true' },
    commits,
  ),
  configured(
    'git is set to speak to people, in colors',
    {
      'color.ui': 'always',
      'status.showUntrackedFiles': 'no',
      'status.short': 'true',
      'status.branch': 'true',
      'status.relativePaths': 'true',
      'diff.noprefix': 'true',
      'diff.mnemonicPrefix': 'true',
      'diff.external': 'false',
      'diff.renames': 'copies',
      'log.showSignature': 'true',
      'log.decorate': 'full',
      'core.quotePath': 'true',
      'commit.verbose': 'true',
      'commit.cleanup': 'scissors',
      'commit.status': 'true',
      'push.default': 'nothing',
      'fetch.output': 'compact',
      'fetch.prune': 'true',
      'stash.showIncludeUntracked': 'true',
      'advice.statusHints': 'true',
      'column.ui': 'always',
      'core.commentChar': '*',
      'core.abbrev': '4',
      'branch.autoSetupMerge': 'always',
      'branch.autoSetupRebase': 'always',
      'core.pager': 'false',
      'core.editor': 'false',
    },
    some,
  ),
]);

tryFaults('Surroundings', [
  {
    name: '`GIT_DIR`, `GIT_WORK_TREE` and `GIT_INDEX_FILE` are set',
    on: some,
    setUp: (world) =>
      withEnvironment({
        GIT_DIR: path.join(world.root, 'elsewhere'),
        GIT_WORK_TREE: world.root,
        GIT_INDEX_FILE: path.join(world.root, 'index'),
      }),
  },
  {
    name: 'git is older than 2.30',
    on: some,
    message: /too old \(git version 2\.20\.1\).*2\.30/,
    binary: (world) =>
      executable(world, 'old-git', 'case "$1" in version) echo "git version 2.20.1";; *) exec git "$@";; esac'),
  },
  { name: 'git is not installed', on: some, binary: (world) => path.join(world.root, 'no-git') },
  {
    name: 'the workspace is not trusted',
    binary: recorder,
    setUp(world) {
      world.ports.trusted = () => false;
    },
    refused(world, before, error) {
      same(world.snapshot(), before);
      assert.equal(existsSync(`${recorder(world)}.called`), false);
      return `unchanged, no program run, ${error.code}`;
    },
  },
]);
