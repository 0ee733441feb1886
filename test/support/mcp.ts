// The MCP server in this process, and clients of it.
import assert from 'node:assert/strict';
import { PassThrough, type Readable } from 'node:stream';
import {
  deserializeMessage,
  serializeMessage,
  type JSONRPCMessage,
  type Transport,
} from '@modelcontextprotocol/client';
import { runLine } from '../../src/cli/run';
import type { TestWorld } from './world';

/** The server in this process, on streams, as `phased-plans mcp` runs it. */
export function serve(cwd: string, argv: string[] = []) {
  const [stdin, stdout] = [new PassThrough(), new PassThrough()];
  const stop = new AbortController();
  const io = {
    cwd,
    env: {},
    stdin,
    stdout,
    stderr: { write: () => true },
    program: 'dist',
    now: () => new Date('2025-12-18T10:00:00Z'),
    signal: stop.signal,
  };
  const ended = runLine(['mcp', ...argv], io);
  return { stdin, stdout, ended, stop };
}

/** The client's end of these streams, by the SDK's own reading and writing of messages. */
export class Streams implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: Transport['onmessage'];
  readonly #server: ReturnType<typeof serve>;

  constructor(server: ReturnType<typeof serve>) {
    this.#server = server;
  }

  async start(): Promise<void> {
    onLines(this.#server.stdout, (line) => this.onmessage?.(deserializeMessage(line)));
  }

  async send(message: JSONRPCMessage): Promise<void> {
    this.#server.stdin.write(serializeMessage(message));
  }

  async close(): Promise<void> {
    this.#server.stdin.end();
    await this.#server.ended;
    this.onclose?.();
  }
}

export function onLines(stream: Readable, heard: (line: string) => void): void {
  let text = '';
  stream.on('data', (part: Buffer) => {
    text += part.toString('utf8');
    const lines = text.split('\n');
    text = lines.pop() ?? '';
    lines.forEach(heard);
  });
}

/** Waits until a repository is as it was: what was begun is taken back. */
export async function settled(world: TestWorld, before: Record<string, string>): Promise<void> {
  const until = Date.now() + 20_000;
  const held = () => JSON.stringify({ ...world.snapshot(), index: '', journal: '' });
  while (held() !== JSON.stringify({ ...before, index: '', journal: '' }) && Date.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.equal(held(), JSON.stringify({ ...before, index: '', journal: '' }));
}
