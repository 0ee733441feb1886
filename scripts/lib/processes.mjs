// Starting and ending processes. Whatever is started here is ended with everything it started itself,
// when it is stopped, when this process exits, and when it is interrupted.
import { spawn, spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';

const windows = process.platform === 'win32';
const running = new Set();
const folders = new Set();
let watching = false;
let ending = false;

/** Ends everything that was started, and removes temporary folders; synchronous, so that an exit can wait for it. */
export function endAll() {
  for (const child of running) endGroup(child, 'SIGKILL');
  running.clear();
  for (const folder of folders) remove(folder);
  folders.clear();
}

/** Has a folder removed when this process ends, however it ends. */
export function removeAtExit(folder) {
  watch();
  folders.add(folder);
  return folder;
}

export function removeNow(folder) {
  folders.delete(folder);
  remove(folder);
}

function remove(folder) {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  } catch {
    // A file that is still held (Windows) is left to the system's own cleaning of its temporary folder.
  }
}

function watch() {
  if (watching) return;
  watching = true;
  process.on('exit', endAll);
  for (const [signal, code] of Object.entries({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 })) {
    process.on(signal, () => void shutDown(code));
  }
  // Set by npm for its scripts, and by our runner for a suite.
  if (process.env.npm_lifecycle_event || process.env.PHASED_PLANS_RESULTS) endWithParent();
}

/** Whether a signal is ending everything, so that what ends now has not failed. */
export const isEnding = () => ending;

/** Politely, since what was started may have started more in groups of its own; a second signal doesn't wait. */
async function shutDown(code) {
  if (!ending) {
    ending = true;
    await Promise.allSettled([...running].map((child) => stop(child, 6000)));
  }
  process.exit(code);
}

/** npm hands a signal to the shell it runs us in, which ends without handing it on; all we see is that it is gone. */
function endWithParent() {
  const { ppid } = process;
  const timer = setInterval(() => {
    if (process.ppid !== ppid) void shutDown(143);
  }, 500);
  timer.unref();
}

/** Starts a process as the leader of its own group, so that all it starts can be ended with it. */
export function start(command, args, settings = {}) {
  watch();
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
    ...settings,
    detached: !windows,
  });
  running.add(child);
  child.once('exit', () => {
    // The leader's end isn't the group's: what it left behind is ended too.
    endGroup(child, 'SIGKILL');
    running.delete(child);
  });
  child.once('error', () => running.delete(child));
  return child;
}

/** Ends a process and its group: politely first, then for good. Resolves when it is gone. */
export async function stop(child, patience = 3000) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  endGroup(child, 'SIGTERM');
  const timer = setTimeout(() => endGroup(child, 'SIGKILL'), patience);
  await gone;
  clearTimeout(timer);
}

function endGroup(child, signal) {
  if (child.pid === undefined) return;
  if (windows) {
    spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is gone already.
  }
}

/** Runs a process to its end. Resolves to its output; never rejects for an exit code. */
export function run(command, args, settings = {}) {
  return new Promise((resolve, reject) => {
    const { timeout, ...rest } = settings;
    const child = start(command, args, rest);
    let stdout = '';
    let stderr = '';
    let timedOut = false;
    child.stdout?.setEncoding('utf8').on('data', (text) => {
      stdout += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text) => {
      stderr += text;
    });
    const timer = timeout
      ? setTimeout(() => {
          timedOut = true;
          void stop(child, 6000);
        }, timeout)
      : undefined;
    child.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ code: code ?? 1, signal, stdout, stderr, timedOut });
    });
  });
}
