// A window in a process of its own: the engine on the same folder, asked by messages.
import assert from 'node:assert/strict';
import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { isPlanError, PlanError, type ErrorCode } from '../../../src/core/errors';
import type { Engine } from '../../../src/core/workflow/engine';
import { worldAt } from '../world';

interface Question {
  id: number;
  folder: string;
  call: string;
  args: unknown[];
}

interface Answer {
  id: number;
  result?: unknown;
  refused?: { code: ErrorCode; message: string };
  failed?: string;
}

/** Answers what the process that began this one asks. A test file that opens such a window has to export it. */
export function answer(): void {
  let at = { folder: '', engine: {} as Engine };
  process.on('message', (question: Question) => {
    const { id, folder, call, args } = question;
    if (folder !== at.folder) {
      const root = path.dirname(folder);
      at = { folder, engine: worldAt(root, folder, path.join(root, 'remote.git')).engine };
    }
    const run = (at.engine as unknown as Record<string, (...given: unknown[]) => Promise<unknown>>)[call];
    void run?.(...args).then(
      (result) => process.send?.({ id, result }),
      (error: unknown) =>
        process.send?.(
          isPlanError(error)
            ? { id, refused: { code: error.code, message: error.message } }
            : { id, failed: error instanceof Error ? error.stack : String(error) },
        ),
    );
  });
}

export class OtherWindow {
  private readonly child: ChildProcess;
  private readonly waiting = new Map<number, (answer: Answer) => void>();
  private last = 0;

  constructor() {
    const program = `for (const name of ['after', 'before', 'describe']) globalThis[name] = () => undefined;
      require(${JSON.stringify(__filename)}).answer();`;
    this.child = fork('-e', [program], { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    this.child.on('message', (message: Answer) => {
      this.waiting.get(message.id)?.(message);
      this.waiting.delete(message.id);
    });
  }

  /** Its engine on a folder. */
  on(folder: string): Engine {
    return new Proxy({} as Engine, {
      get: (_, call) => (typeof call === 'string' ? (...args: unknown[]) => this.ask(folder, call, args) : undefined),
    });
  }

  close(): void {
    this.child.kill();
  }

  private async ask(folder: string, call: string, args: unknown[]): Promise<unknown> {
    const id = ++this.last;
    const { refused, failed, result } = await new Promise<Answer>((resolve) => {
      this.waiting.set(id, resolve);
      this.child.send({ id, folder, call, args } satisfies Question);
    });
    if (refused) throw new PlanError(refused.code, refused.message);
    assert.equal(failed, undefined);
    return result;
  }
}
