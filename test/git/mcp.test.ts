import assert from 'node:assert/strict';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Client } from '@modelcontextprotocol/client';
import { AGENT_TOOLS } from '../../src/core/tools/agentTools';
import { authentication, BRANCH } from '../support/authentication';
import { serve, settled, Streams } from '../support/mcp';
import { makeWorld, plannedWorld } from '../support/world';

type Era = '2025' | '2026';

async function connect(cwd: string, o: { argv?: string[]; roots?: string[]; era?: Era } = {}) {
  const server = serve(cwd, o.argv);
  const client = new Client(
    { name: 'tester', version: '1' },
    {
      capabilities: o.roots ? { roots: { listChanged: true } } : {},
      ...(o.era === '2026' ? { versionNegotiation: { mode: 'auto' as const } } : {}),
    },
  );
  if (o.roots) client.setRequestHandler('roots/list', () => ({ roots: (o.roots ?? []).map((uri) => ({ uri })) }));
  await client.connect(new Streams(server));
  return { client, server };
}

const refusalOf = (result: { isError?: boolean; content?: unknown }) => {
  assert.equal(result.isError, true);
  const [{ text }] = result.content as [{ text: string }];
  return (JSON.parse(text) as { error: { code: string; message: string; next?: string } }).error;
};

describe('the MCP server, by the SDK’s own client', () => {
  for (const era of ['2025', '2026'] as const) {
    it(`tells tools with schemas, and lives a plan through, with the same files as the API (protocol of ${era})`, async () => {
      const [world, api] = [makeWorld(), makeWorld()];
      const { client } = await connect(world.folder, { era });
      assert.equal(client.getServerVersion()?.name, 'phased-plans');
      const { tools } = await client.listTools();
      assert.deepEqual(
        tools.map(({ name }) => name),
        AGENT_TOOLS.map(({ name }) => name),
      );
      assert.ok(tools.every(({ outputSchema, annotations }) => outputSchema && annotations));
      // The client checks what it is given against the schema of the tool.
      const call = async (name: string, args: Record<string, unknown> = {}) => {
        const result = await client.callTool({ name, arguments: args });
        assert.notEqual(result.isError, true, JSON.stringify(result.content));
        return result.structuredContent as Record<string, unknown>;
      };
      const same = () => assert.equal(world.read('context/context.md'), api.read('context/context.md'));
      await call('para_init');
      await api.engine.init();
      await call('para_create_plan', { ...authentication, commit: true });
      await api.engine.createPlan({ ...authentication, commit: true });
      assert.match(String((await call('para_approve_plan', { commit: true, dryRun: true })).steps), /Update context/);
      await call('para_approve_plan', { commit: true });
      await api.engine.approvePlan({ commit: true });
      assert.equal((await call('para_execute_phase', { phase: 1, dryRun: true })).branch, BRANCH(1));
      assert.equal(world.git('branch', '--show-current'), 'main');
      assert.equal((await call('para_execute_phase', { phase: 1 })).branch, BRANCH(1));
      await api.engine.executePhase({ phase: 1 });
      same();
      await call('para_set_todo', { index: 0, done: true });
      await api.engine.setTodo({ index: 0, done: true });
      same();
      assert.equal(((await call('para_status')).todos as { done: boolean }[])[0]?.done, true);
      await call('para_set_criterion', { index: 0, done: true });
      await api.engine.setCriterion({ index: 0, done: true });
      await call('para_summarize_phase', { open: 'carry', learnings: ['One'], commit: true });
      await api.engine.summarizePhase({ open: 'carry', learnings: ['One'], commit: true });
      same();
      assert.equal(
        world.git('log', '--all', '--topo-order', '--format=%T %s'),
        api.git('log', '--all', '--topo-order', '--format=%T %s'),
      );
      assert.ok(Array.isArray((await call('para_survey')).folders));
      await client.close();
    });
  }

  it('refuses with code, reason and next step, in the words of tools', async () => {
    const world = await plannedWorld();
    world.write('README.md', '# Changed\n');
    const { client } = await connect(world.folder);
    const before = world.snapshot();
    const refused = async (name: string, args: Record<string, unknown>) =>
      refusalOf(await client.callTool({ name, arguments: args }));
    assert.deepEqual((({ code, next }) => [code, next])(await refused('para_execute_phase', {})), [
      'DIRTY_TREE',
      'Commit them; or dirty: "carry" takes them along, dirty: "stash" puts them away.',
    ]);
    assert.equal((await refused('para_execute_phase', { phase: 9 })).next, 'para_status');
    assert.match((await refused('para_execute_phase', { dirty: 'force' })).message, /“dirty” must be/);
    assert.match((await refused('para_execute_phase', { force: true })).message, /takes no “force”/);
    assert.match((await refused('para_approve_plan', { dryRun: 'yes' })).message, /“dryRun” must be/);
    assert.equal((await refused('para_import_plan', { from: '../../etc/passwd' })).code, 'OUTSIDE_WORKSPACE');
    assert.equal((await refused('para_import_plan', { from: '/etc/passwd' })).code, 'OUTSIDE_WORKSPACE');
    await assert.rejects(client.callTool({ name: 'para_nothing', arguments: {} }), /no tool para_nothing/);
    assert.deepEqual(world.snapshot(), before);
    await client.close();
  });

  it('tells plans, summaries and the state as resources, and nothing else', async () => {
    const world = await plannedWorld({ files: { 'secret.md': 'secret', '.env': 'KEY=1' } });
    const { client } = await connect(world.folder);
    const { resources } = await client.listResources();
    assert.deepEqual(
      resources.slice(0, 3).map(({ uri }) => uri.replace(/\d{4}-\d\d-\d\d/, 'DAY')),
      [
        'phased-plans:///status',
        'phased-plans:///context/context.md',
        'phased-plans:///context/plans/DAY-implement-user-authentication.md',
      ],
    );
    for (const { uri } of resources) {
      const { contents } = await client.readResource({ uri });
      assert.ok((contents[0] as { text: string }).text.length > 0, uri);
    }
    for (const uri of [
      'phased-plans:///secret.md',
      'phased-plans:///context/../secret.md',
      'phased-plans:///context/%2e%2e/secret.md',
      'phased-plans:///.env',
      'file:///etc/passwd',
      'phased-plans:///context/%ff.md',
      'phased-plans:///context/no.md',
    ]) {
      await assert.rejects(client.readResource({ uri }), (error: Error) => !error.message.includes('secret\n'), uri);
    }
    await client.close();
  });

  for (const era of ['2025', '2026'] as const) {
    it(`works in the folders that its client names, by --folder before that (protocol of ${era})`, async () => {
      const [named, other] = [await plannedWorld(), makeWorld()];
      const roots = [
        pathToFileURL(other.folder).href,
        pathToFileURL(named.folder).href,
        'https://example.com/x',
        'file://%zz',
      ];
      const stateBy = async (o: Parameters<typeof connect>[1], cwd = other.root) => {
        const { client } = await connect(cwd, { ...o, era });
        const { structuredContent } = await client.callTool({ name: 'para_status', arguments: {} });
        await client.close();
        return (structuredContent as { state: string }).state;
      };
      assert.equal(await stateBy({ roots }), 'planned');
      assert.equal(await stateBy({ roots, argv: ['--folder', other.folder] }), 'uninitialized');
      assert.equal(await stateBy({}, path.join(named.folder, 'context')), 'planned');
    });
  }

  it('tells what it does while it does it, and takes it back when it is cancelled', async () => {
    const world = await plannedWorld();
    const { client } = await connect(world.folder);
    const told: string[] = [];
    const stop = new AbortController();
    const before = world.snapshot();
    const onprogress = ({ message }: { message?: string }) => {
      told.push(message ?? '');
      if (message?.includes('git switch')) stop.abort();
    };
    await assert.rejects(
      client.callTool({ name: 'para_execute_phase', arguments: {} }, { onprogress, signal: stop.signal }),
    );
    assert.ok(
      told.some((message) => /^git fetch/.test(message)),
      told.join('\n'),
    );
    // What was begun is taken back before anything else is answered.
    await settled(world, before);
    const { structuredContent } = await client.callTool({ name: 'para_status', arguments: {} });
    assert.equal((structuredContent as { state: string }).state, 'planned');
    await client.close();
  });
});
