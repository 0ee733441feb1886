import { existsSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { PlanError } from '../../core/errors';
import type { Logger } from '../../core/ports';
import { withoutSecrets } from '../../core/secrets';
import { currentSignal, throwIfCancelled } from '../system/cancel';
import { currentWatch } from '../system/children';
import { busy, heldLock, lockTime, waitUntilFree } from './locks';
import { runToEnd } from './process';
import { unusableRepository } from './refusals';

/** One git command, declared as data so that policy (locks, retries, time limits) sits in one place. */
export interface GitCommand {
  args: string[];
  /** Written to git's standard input. */
  input?: string | Uint8Array;
  /**
   * Changes the repository: waits a little for a held lock. Left out: takes no lock at all, not even to refresh the
   * index.
   */
  writes?: boolean;
  /** What is to be run before another try, where the first one leaves something behind. */
  beforeRetry?: string[];
  /** Fetches nothing that a partial clone lacks. */
  here?: boolean;
  /** Talks to a remote: given up when that says nothing for a while, and never asks for a password. */
  remote?: boolean;
  /** Whether the configuration says how ssh is run; left out: that is asked first. */
  hasSsh?: boolean;
  /** Runs a hook before it talks to the remote, which may say nothing for long. */
  hook?: boolean;
  /** Runs without the repository's hooks: taking a change back must not be refused. */
  withoutHooks?: boolean;
  /** Another file than the repository's own as the index. */
  index?: string;
}

export interface GitOutput {
  code: number;
  out: string;
  err: string;
}

export type GitExec = (command: GitCommand) => Promise<GitOutput>;

export interface GitOptions {
  /** The git program. */
  binary: string;
  log: Logger;
  limits?: Partial<GitLimits>;
}

/** In milliseconds. */
export interface GitLimits {
  /** How long a command may take, hooks and filters included: theirs may run a whole test suite. */
  command: number;
  /** How long a remote may say nothing. */
  silence: number;
}

const LIMITS: GitLimits = { command: 10 * 60_000, silence: 45_000 };

/** What names a repository or a part of one: the folder alone decides which this is. */
const REPOSITORY_VARIABLES = [
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_COMMON_DIR',
  'GIT_CONFIG',
  'GIT_CONFIG_PARAMETERS',
  'GIT_DIR',
  'GIT_GRAFT_FILE',
  'GIT_IMPLICIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_INTERNAL_SUPER_PREFIX',
  'GIT_NAMESPACE',
  'GIT_NO_REPLACE_OBJECTS',
  'GIT_OBJECT_DIRECTORY',
  'GIT_PREFIX',
  'GIT_QUARANTINE_PATH',
  'GIT_REPLACE_REF_BASE',
  'GIT_SHALLOW_FILE',
  'GIT_WORK_TREE',
];

/** What makes git read or write something else than is meant here. */
const MEANING_VARIABLES = [
  'GIT_DIFF_OPTS',
  'GIT_EXTERNAL_DIFF',
  'GIT_GLOB_PATHSPECS',
  'GIT_ICASE_PATHSPECS',
  'GIT_LITERAL_PATHSPECS',
  'GIT_NOGLOB_PATHSPECS',
  'GIT_PAGER_IN_USE',
  'GIT_REFLOG_ACTION',
];

const LEFT_OUT = new Set([...REPOSITORY_VARIABLES, ...MEANING_VARIABLES]);

/**
 * Runs git in `folder`. Resolves with the exit code, whatever it is; a command that was stopped for taking too long has
 * failed and says so. Throws `Cancelled`, `RepositoryRefused`, `GIT_MISSING`, `NOT_A_REPOSITORY` and `GIT_BUSY` (a lock
 * held by another process).
 */
export function gitExec(folder: string, options: GitOptions): GitExec {
  const { log } = options;
  return async (command) => {
    const until = lockTime();
    for (;;) {
      const output = await runOnce(folder, options, command);
      // A command that only looks answers “no” with 1.
      const expected = output.code === 0 || (output.code === 1 && !command.writes);
      log[expected ? 'debug' : 'warn'](withoutSecrets(`git ${command.args.join(' ')} → ${output.code}`));
      if (output.code === 0) return output;
      const unusable = unusableRepository(output.err);
      // What a remote's own git says is said of the remote.
      if (unusable && !command.remote) throw unusable;
      const lock = heldLock(output.err);
      if (lock === null) return output;
      if (!command.writes || Date.now() > until) throw busy(lock);
      // Not tried again before: each try may run hooks, or ask a remote.
      await waitUntilFree(path.resolve(folder, lock), until);
      if (command.beforeRetry) await runOnce(folder, options, { args: command.beforeRetry, writes: true });
    }
  };
}

async function runOnce(folder: string, options: GitOptions, command: GitCommand): Promise<GitOutput> {
  const { command: limit, silence } = { ...LIMITS, ...options.limits };
  const signal = currentSignal();
  const config = await configOf(folder, options, command);
  throwIfCancelled();
  const patient = !command.remote || command.hook === true;
  const { stopped, ...result } = await runGit(folder, options, {
    ...command,
    args: [...config, ...command.args],
    limit: patient ? limit : silence,
    silence: !patient,
    signal,
  });
  // What came to its end at the last moment has come to its end.
  if (!stopped || result.code === 0) return result;
  throwIfCancelled();
  const why = patient
    ? `it did not end within ${timeInWords(limit)}; perhaps a hook hangs`
    : `there was no answer for ${timeInWords(silence)}`;
  return { ...result, err: `${why}, so it was stopped.\n${result.err}` };
}

function timeInWords(time: number): string {
  return time < 120_000 ? `${time / 1000} seconds` : `${time / 60_000} minutes`;
}

/** Addresses that are programs to be run are refused, whatever a repository's own configuration allows. */
const NO_PROGRAMS = ['-c', 'protocol.ext.allow=never', '-c', 'protocol.fd.allow=never'];

/** The command's own name, behind the options for all of git. */
export function gitCommandName({ args }: GitCommand): string {
  return args.find((arg, index) => !arg.startsWith('-') && !['-C', '-c'].includes(args[index - 1] ?? '')) ?? '';
}

/** The commands that tell messages of commits: in UTF-8, and nothing besides. They run no hooks. */
const COMMANDS_WITH_MESSAGES = ['log', 'stash', 'diff-tree'];
const PLAIN_MESSAGES = ['-c', 'i18n.logOutputEncoding=UTF-8', '-c', 'log.showSignature=false'];

async function configOf(folder: string, options: GitOptions, command: GitCommand): Promise<string[]> {
  if (!command.writes && COMMANDS_WITH_MESSAGES.includes(gitCommandName(command))) return PLAIN_MESSAGES;
  const hooks = command.withoutHooks ? ['-c', 'core.hooksPath=/dev/null'] : [];
  // Git passes these on to hooks, which would find them in no terminal. Whoever made a hook can run programs without an
  // address.
  if (!command.remote || command.hook) return hooks;
  // Where the user has said nothing of ssh, it must not ask for a password: nobody would see that.
  const own = ['GIT_SSH', 'GIT_SSH_COMMAND', 'SSH_ASKPASS'].some((name) => process.env[name]);
  const asked = { args: ['config', '--get', 'core.sshCommand'], limit: LIMITS.silence, silence: true };
  const set = own || (command.hasSsh ?? (await runGit(folder, options, asked)).out.trim() !== '');
  return [...hooks, ...NO_PROGRAMS, ...(set ? [] : ['-c', 'core.sshCommand=ssh -o BatchMode=yes'])];
}

interface Limit {
  limit: number;
  silence: boolean;
  signal?: AbortSignal | undefined;
}

async function runGit(
  folder: string,
  { binary }: GitOptions,
  command: GitCommand & Limit,
): Promise<GitOutput & { stopped: boolean }> {
  const { args, input, limit, silence, signal } = command;
  try {
    const o = {
      program: binary,
      args,
      folder,
      env: environment(command),
      input,
      alone: command.remote === true,
      limit,
      silence,
      signal,
      begun: command.writes ? currentWatch() : undefined,
    };
    const ended = await runToEnd(o);
    return { ...ended, err: withoutSecrets(ended.err) };
  } catch (error) {
    throw translate(error, binary, folder);
  }
}

/**
 * As a terminal would have it, for hooks; but for git's language, since locks are known by what it says of them. Not by
 * `LC_ALL`: hooks that read other text than ASCII need that as it is.
 */
function environment(command: GitCommand): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !LEFT_OUT.has(name.toUpperCase()));
  return {
    ...Object.fromEntries(own),
    LANGUAGE: 'C',
    // Never wait for somebody to type: there is no terminal.
    GIT_TERMINAL_PROMPT: '0',
    GCM_INTERACTIVE: 'never',
    ...(command.writes ? {} : { GIT_OPTIONAL_LOCKS: '0' }),
    ...(command.here ? { GIT_NO_LAZY_FETCH: '1' } : {}),
    ...(command.index === undefined ? {} : { GIT_INDEX_FILE: command.index }),
  };
}

function translate(error: unknown, binary: string, folder: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code !== 'ENOENT' && code !== 'EACCES') return error;
  // A folder that is gone looks like a program that is missing.
  if (!existsSync(folder)) {
    return new PlanError(
      'NOT_A_REPOSITORY',
      `“${folder}” isn't there any more. Open the folder where it is now, then try again.`,
      {
        cause: error,
      },
    );
  }
  return new PlanError('GIT_MISSING', `Git was not found (“${binary}”). Install git, or set “git.path”.`, {
    cause: error,
  });
}

/**
 * How much of a complaint is shown: its beginning, and its end, where a hook that lists all that is well says what
 * isn't.
 */
const FIRST = 2;
const LAST = 4;

/** All that git and its hooks have said, without what colours it. */
function saidIn({ err, out }: GitOutput): string {
  return stripVTControlCharacters(err.trim() || out.trim()).replaceAll('\r', '\n');
}

/** The whole of it, for the log: no stack of ours is of use there. */
export function asCause(output: GitOutput): Error {
  const said = new Error(withoutSecrets(saidIn(output)));
  said.stack = said.message;
  return said;
}

/** The lines of git's complaint, or a hook's, that tell a person something. */
export function gitComplaint(output: GitOutput): string {
  const all = saidIn(output)
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('hint:'));
  const others = all.filter((line) => !line.startsWith('warning:'));
  const lines = others.length > 0 ? others : all;
  const shown = lines.length > FIRST + LAST ? [...lines.slice(0, FIRST), '…', ...lines.slice(-LAST)] : lines;
  return withoutSecrets(shown.join('\n')).trim();
}
