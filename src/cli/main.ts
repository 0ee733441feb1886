#!/usr/bin/env node
import { runLine } from './run';

// It has done its work, and what git runs must not take it for its own.
delete process.env.ELECTRON_RUN_AS_NODE;

/** Ctrl+C, and whoever ends the terminal: git is ended, and what was begun is taken back. */
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop.abort());

// `phased-plans status | head -1` closes the pipe: nothing is wrong then.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

void runLine(process.argv.slice(2), {
  cwd: process.cwd(),
  env: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  program: __dirname,
  now: () => new Date(),
  signal: stop.signal,
}).then((code) => {
  process.exitCode = code;
});
