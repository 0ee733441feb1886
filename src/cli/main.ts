#!/usr/bin/env node
import { runLine } from './run';
import type { Sink } from './io';

// It has done its work, and what git runs must not take it for its own.
delete process.env.ELECTRON_RUN_AS_NODE;

/** Ctrl+C, and whoever ends the terminal: git is ended, and what was begun is taken back. */
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop.abort());

/**
 * What nobody can read any more (`phased-plans status | head -1`) is not wrong; what can't be written is said in one
 * line, where that can still be read.
 */
function ending(stream: NodeJS.WriteStream, name: string): Sink {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    process.exitCode = 1;
    if (stream !== process.stderr)
      process.stderr.write(`WRITE_FAILED: ${name} can’t be written: ${error.code ?? error.message}.\nNext: ${LOST}\n`);
  });
  return stream;
}

const LOST = 'Make room for it. What was asked for may be done all the same: phased-plans status.';

/** Null where the folder that this was started in is gone. */
function folderHere(): string | null {
  try {
    return process.cwd();
  } catch {
    return null;
  }
}

const cwd = folderHere();
const [stdout, stderr] = [ending(process.stdout, 'stdout'), ending(process.stderr, 'stderr')];
if (cwd === null) {
  process.exitCode = 1;
  stderr.write('NO_FOLDER: The folder that this was started in is gone.\nNext: Go to a folder that is there (cd).\n');
} else {
  void runLine(process.argv.slice(2), {
    cwd,
    env: process.env,
    stdin: process.stdin,
    stdout,
    stderr,
    program: __dirname,
    now: () => new Date(),
    signal: stop.signal,
  }).then((code) => {
    process.exitCode ??= code;
  });
}
