import path from 'node:path';
import { GitError, simpleGit, type SimpleGitOptions } from 'simple-git';
import { PlanError } from '../../core/errors';
import type { Logger } from '../../core/ports';
import { busy, heldLock, lockTime, waitUntilFree } from './locks';
import { currentSignal, mustBeWanted } from '../cancel';
import { limited } from './process';

/** One git command, declared as data so that policy (locks, retries, time limits) sits in one place. */
export interface GitCommand {
  args: string[];
  /** Written to git's standard input. */
  input?: string;
  /** Changes the repository: waits a little for a held lock. Left out: takes no lock at all, not even to refresh the index. */
  writes?: boolean;
  /** What is to be run before another try, where the first one leaves something behind. */
  beforeRetry?: string[];
  /** Talks to a remote: given up when that says nothing for a while, and never asks for a password. */
  remote?: boolean;
  /** Runs a hook before it talks to the remote, which may say nothing for long. */
  hook?: boolean;
  /** Runs without the repository's hooks: taking a change back must not be refused. */
  withoutHooks?: boolean;
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

/**
 * What git may read from the environment. Variables that name a repository (`GIT_DIR`, `GIT_INDEX_FILE` …) are left
 * out: the folder alone decides which repository this is.
 */
const PASSED_ON = [
  'GIT_ALLOW_PROTOCOL', 'GIT_ASKPASS', 'GIT_AUTHOR_DATE', 'GIT_AUTHOR_EMAIL', 'GIT_AUTHOR_NAME', 'GIT_CEILING_DIRECTORIES',
  'GIT_COMMITTER_DATE', 'GIT_COMMITTER_EMAIL', 'GIT_COMMITTER_NAME', 'GIT_CONFIG_GLOBAL', 'GIT_CONFIG_NOSYSTEM',
  'GIT_CONFIG_SYSTEM', 'GIT_EXEC_PATH', 'GIT_SSH', 'GIT_SSH_COMMAND', 'GIT_SSL_CAINFO', 'GIT_SSL_NO_VERIFY', 'SSH_ASKPASS',
]; // prettier-ignore

const SET = ['GIT_OPTIONAL_LOCKS', 'GIT_TERMINAL_PROMPT', 'GIT_MERGE_AUTOEDIT', 'GCM_INTERACTIVE'];

/**
 * Runs git in `folder`. Resolves with the exit code, whatever it is; a command that was stopped for taking too long has
 * failed and says so. Throws `Cancelled`, `GIT_MISSING`, `NOT_A_REPOSITORY` and `GIT_BUSY` (a lock held by another process).
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
      if (/^fatal: .*(not a git repository|must be run in a work tree)/im.test(output.err)) {
        throw new PlanError('NOT_A_REPOSITORY', 'This folder is not in a git repository. Run “git init” first.');
      }
      const lock = heldLock(output.err);
      if (lock === null) return output;
      if (!command.writes || Date.now() > until) throw busy(lock);
      // Not tried again before: each try may run hooks, or ask a remote.
      await waitUntilFree(path.resolve(folder, lock), until);
      if (command.beforeRetry) await runOnce(folder, options, { args: command.beforeRetry, writes: true });
    }
  };
}

/** The library passes its own kind of error on as it is. */
class Exit extends GitError {
  constructor(readonly output: GitOutput) {
    super(undefined, output.err);
  }
}

async function runOnce(folder: string, options: GitOptions, command: GitCommand): Promise<GitOutput> {
  const { command: limit, silence } = { ...LIMITS, ...options.limits };
  const signal = currentSignal();
  const config = await configOf(folder, options, command);
  mustBeWanted();
  const patient = !command.remote || command.hook === true;
  const { result, stopped } = await limited({ limit: patient ? limit : silence, silence: !patient, signal }, () =>
    runGit(folder, options.binary, { ...command, args: [...config, ...command.args] }),
  );
  // What came to its end at the last moment has come to its end.
  if (!stopped || result.code === 0) return result;
  mustBeWanted();
  const why = patient
    ? `it did not end within ${inWords(limit)}; perhaps a hook hangs`
    : `there was no answer for ${inWords(silence)}`;
  return { ...result, err: `${why}, so it was stopped.\n${result.err}` };
}

function inWords(time: number): string {
  return time < 120_000 ? `${time / 1000} seconds` : `${time / 60_000} minutes`;
}

/** Addresses that are programs to be run are refused, whatever a repository's own configuration allows. */
const NO_PROGRAMS = ['-c', 'protocol.ext.allow=never', '-c', 'protocol.fd.allow=never'];

async function configOf(folder: string, { binary }: GitOptions, command: GitCommand): Promise<string[]> {
  const hooks = command.withoutHooks ? ['-c', 'core.hooksPath=/dev/null'] : [];
  if (!command.remote) return hooks;
  // Where the user has said nothing of ssh, it must not ask for a password: nobody would see that.
  const own = ['GIT_SSH', 'GIT_SSH_COMMAND', 'SSH_ASKPASS'].some((name) => process.env[name]);
  // With a default it always says something: the library waits a while for words that don't come.
  const asked = { args: ['config', '--default', '', '--get', 'core.sshCommand'] };
  const set = own || (await runGit(folder, binary, asked)).out.trim() !== '';
  return [...hooks, ...NO_PROGRAMS, ...(set ? [] : ['-c', 'core.sshCommand=ssh -o BatchMode=yes'])];
}

async function runGit(folder: string, binary: string, command: GitCommand): Promise<GitOutput> {
  try {
    const out = await simpleGit(toLibrary(folder, binary, command))
      .env(environment(command))
      .raw(command.args);
    return { code: 0, out, err: '' };
  } catch (error) {
    if (error instanceof Exit) return error.output;
    throw translate(error, binary);
  }
}

function toLibrary(folder: string, binary: string, command: GitCommand): Partial<SimpleGitOptions> {
  return {
    baseDir: folder,
    binary,
    allowEnvironment: [...PASSED_ON, ...SET],
    completion: { onClose: true, onExit: 50 },
    ...(command.input === undefined ? {} : { input: () => command.input }),
    unsafe: {
      allowUnsafeCustomBinary: true,
      allowUnsafeHooksPath: true,
      allowUnsafeAskPass: true,
      allowUnsafeSshCommand: true,
      allowUnsafeConfigPaths: true,
      allowUnsafeExec: true,
      allowUnsafeProtocolOverride: true,
    },
    errors: (error, result) => {
      // A process that was ended has no code.
      if (error && !(result.exitCode > 0)) return error;
      if (result.exitCode === 0) return undefined;
      const text = (chunks: Buffer[]): string => Buffer.concat(chunks).toString('utf8');
      const err = withoutSecrets(text(result.stdErr));
      return new Exit({ code: result.exitCode ?? -1, out: text(result.stdOut), err });
    },
  };
}

function environment(command: GitCommand): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (value === undefined) continue;
    const upper = name.toUpperCase();
    const guarded = upper.startsWith('GIT_') || ['EDITOR', 'VISUAL', 'PAGER', 'PREFIX', 'SSH_ASKPASS'].includes(upper);
    if (!guarded || PASSED_ON.includes(upper)) result[name] = value;
  }
  return {
    ...result,
    LC_ALL: 'C',
    // Never wait for somebody to type: there is no terminal.
    GIT_TERMINAL_PROMPT: '0',
    GCM_INTERACTIVE: 'never',
    ...(command.writes ? {} : { GIT_OPTIONAL_LOCKS: '0' }),
  };
}

function translate(error: unknown, binary: string): unknown {
  const message = error instanceof Error ? error.message : String(error);
  if (!/ENOENT|EACCES/.test(message)) return error;
  return new PlanError('GIT_MISSING', `Git was not found (“${binary}”). Install git, or set “git.path”.`, {
    cause: error,
  });
}

/** Takes user names and passwords out of URLs. */
export function withoutSecrets(text: string): string {
  return text.replace(/([a-z][a-z0-9+.-]*:\/\/)[^/\s]+@/gi, '$1');
}

/** The lines of git's complaint that tell a person something. */
export function complaint(output: GitOutput): string {
  const lines = (output.err.trim() || output.out.trim())
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('hint:'));
  return withoutSecrets(lines.slice(0, 6).join('\n')).trim();
}
