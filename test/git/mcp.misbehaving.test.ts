import assert from 'node:assert/strict';
import path from 'node:path';
import { Journal } from '../../src/adapters/runner/journal/journal';
import { onLines, serve, settled } from '../support/mcp';
import { makeWorld, plannedWorld } from '../support/world';

describe('the MCP server, by a client that misbehaves', () => {
  const hello = {
    jsonrpc: '2.0',
    id: 1,
    method: 'initialize',
    params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'x', version: '1' } },
  };

  /** Its answers by their ids, and whether all that it wrote was of the protocol. */
  function raw(cwd: string) {
    const server = serve(cwd);
    const lines: string[] = [];
    onLines(server.stdout, (line) => lines.push(line));
    const answer = async (id: number) => {
      const until = Date.now() + 20_000;
      for (;;) {
        const found = lines
          .map((line) => JSON.parse(line) as { id?: number; result?: unknown; error?: unknown })
          .find((each) => each.id === id);
        if (found) return found;
        assert.ok(Date.now() < until, `no answer ${id}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    };
    return { ...server, lines, answer, say: (message: unknown) => server.stdin.write(`${JSON.stringify(message)}\n`) };
  }

  it('outlives garbage, half messages, and calls of what isn’t there', async () => {
    const { stdin, say, answer, ended, lines } = raw((await plannedWorld()).folder);
    stdin.write('garbage\n{"jsonrpc":\n\u0000\u001b[2J\n[]\n"text"\n{}\n');
    const whole = `${JSON.stringify(hello)}\n`;
    stdin.write(whole.slice(0, 20));
    await new Promise((resolve) => setTimeout(resolve, 30));
    stdin.write(whole.slice(20));
    assert.ok((await answer(1)).result);
    say({ jsonrpc: '2.0', method: 'notifications/initialized' });
    say({ jsonrpc: '2.0', id: 2, method: 'tools/nothing' });
    assert.ok((await answer(2)).error);
    say({ jsonrpc: '2.0', id: 3, method: 'tools/call', params: { name: 7, arguments: 'x' } });
    assert.ok((await answer(3)).error);
    say({
      jsonrpc: '2.0',
      id: 4,
      method: 'tools/call',
      params: { name: 'para_status', arguments: { __proto__: { a: 1 } } },
    });
    assert.ok((await answer(4)).result);
    stdin.end();
    assert.equal(await ended, 0);
    assert.ok(lines.every((line) => (JSON.parse(line) as { jsonrpc: string }).jsonrpc === '2.0'));
  });

  it('ends with a client that leaves early, whatever is under way, and changes nothing then', async () => {
    const world = await plannedWorld();
    const before = world.snapshot();
    const { stdin, say, answer, ended } = raw(world.folder);
    say(hello);
    await answer(1);
    say({ jsonrpc: '2.0', method: 'notifications/initialized' });
    say({ jsonrpc: '2.0', id: 2, method: 'tools/call', params: { name: 'para_execute_phase', arguments: {} } });
    stdin.destroy();
    assert.equal(await ended, 0);
    await settled(world, before);
  });

  it('ends where it is told to', async () => {
    const told = raw(makeWorld().folder);
    await new Promise((resolve) => setTimeout(resolve, 50));
    told.stop.abort();
    assert.equal(await told.ended, 0);
  });

  it('answers what is no request, and a line of 30 MB, and goes on', async () => {
    const { stdin, say, answer, ended } = raw((await plannedWorld()).folder);
    say(hello);
    assert.ok((await answer(1)).result);
    say({ jsonrpc: '2.0', method: 'notifications/initialized' });
    const codeOf = async (id: number) => ((await answer(id)).error as { code: number }).code;
    for (const [at, params] of [[], 'text', 7, null].entries()) {
      say({ jsonrpc: '2.0', id: 10 + at, method: 'tools/list', params });
      assert.equal(await codeOf(10 + at), -32602);
    }
    say({ id: 20, method: 'tools/list' });
    assert.equal(await codeOf(20), -32600);
    const part = 'a'.repeat(1_000_000);
    for (const [id, head, tail] of [
      [30, '{"jsonrpc":"2.0","id":30,"method":"tools/call","params":{"id":1,"text":"', '"}}'],
      [31, '{"method":"tools/call","params":{"id":1,"text":"', '"},"jsonrpc":"2.0","id":31}'],
    ] as const) {
      stdin.write(head);
      for (let sent = 0; sent < 30; sent++) stdin.write(part);
      stdin.write(`${tail}\n`);
      assert.equal(await codeOf(id), -32600);
    }
    say({ jsonrpc: '2.0', id: 40, method: 'tools/call', params: { name: 'para_status', arguments: {} } });
    assert.ok((await answer(40)).result);
    stdin.end();
    assert.equal(await ended, 0);
  });

  it('tells of a step that was interrupted, and what shows the ways out of it', async () => {
    const world = await plannedWorld();
    await Journal.begin(path.join(world.folder, '.git'), {
      started: new Date().toISOString(),
      folder: world.folder,
      plan: { title: 'Start phase 1', start: null, proofs: [], steps: [] },
      head: { branch: 'main', commit: world.git('rev-parse', 'HEAD').trim() },
    });
    const { stdin, say, answer, ended } = raw(world.folder);
    say(hello);
    await answer(1);
    say({ jsonrpc: '2.0', method: 'notifications/initialized' });
    say({ jsonrpc: '2.0', id: 2, method: 'tools/call', params: { name: 'para_status', arguments: {} } });
    const { structuredContent } = (await answer(2)).result as {
      structuredContent: { interrupted: { title: string; next: string } };
    };
    assert.equal(structuredContent.interrupted.title, 'Start phase 1');
    assert.equal(structuredContent.interrupted.next, 'phased-plans recover');
    stdin.end();
    assert.equal(await ended, 0);
  });
});
