import * as vscode from 'vscode';
import type { Logger } from '../core/ports';
import { withoutSecrets } from '../core/secrets';
import { errorDetails } from '../view/errorDetails';

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
      const details = error === undefined ? '' : errorDetails(error, message);
      channel.error(withoutSecrets(message), ...(details === '' ? [] : [withoutSecrets(details)]));
    },
    show: () => channel.show(true),
    dispose: () => channel.dispose(),
  };
}
