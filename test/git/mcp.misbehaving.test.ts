import assert from 'node:assert/strict';
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

  it('ends where it is told to, and takes no message of 10 MB', async () => {
    const told = raw(makeWorld().folder);
    await new Promise((resolve) => setTimeout(resolve, 50));
    told.stop.abort();
    assert.equal(await told.ended, 0);
    const { stdin, ended } = raw(makeWorld().folder);
    const part = 'a'.repeat(1_000_000);
    for (let sent = 0; sent < 12; sent++) stdin.write(part);
    stdin.end('\n');
    assert.equal(await ended, 0);
  });
});
