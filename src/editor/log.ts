import * as vscode from 'vscode';
import type { Logger } from '../core/ports';
import { withoutSecrets } from '../core/secrets';

export interface Log extends Logger, vscode.Disposable {
  /** Brings the channel to the front. */
  show(): void;
}

/** The output channel “Phased Plans”, with levels, as the core's logger. */
export function createLog(): Log {
  const channel = vscode.window.createOutputChannel('Phased Plans', { log: true });
  return {
    debug: (message) => channel.debug(withoutSecrets(message)),
    info: (message) => channel.info(withoutSecrets(message)),
    warn: (message) => channel.warn(withoutSecrets(message)),
    error: (message, error) => {
      const details = error === undefined ? [] : [withoutSecrets(describeError(error))];
      channel.error(withoutSecrets(message), ...details);
    },
    show: () => channel.show(true),
    dispose: () => channel.dispose(),
  };
}

/** An error with its stack and everything that caused it: for the log, never for a pop-up. */
function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = error.stack ?? `${error.name}: ${error.message}`;
  return error.cause === undefined ? own : `${own}\nCaused by: ${describeError(error.cause)}`;
}
