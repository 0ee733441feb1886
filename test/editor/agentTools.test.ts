import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { createDisk } from '../../src/adapters/disk/disk';
import { engineIn } from '../../src/adapters/engine';
import { neverRunning } from '../../src/core/foreseenRun';
import { AGENT_TOOLS } from '../../src/core/tools/agentTools';
import { PlanStore } from '../../src/editor/folders/store';
import { methodSettings } from '../../src/editor/settings';
import { prepareTool } from '../../src/features/agentTools/tool';
import { folder, getApi, git, read, reset } from './support/folder';

const CONTEXT = 'context/context.md';

describe('tools of agents in VS Code', () => {
  before(reset);
  after(reset);

  const call = async (name: string, input: object = {}): Promise<Record<string, unknown>> => {
    const { content } = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined });
    const [part] = content;
    assert.ok(part instanceof vscode.LanguageModelTextPart);
    return JSON.parse(part.value) as Record<string, unknown>;
  };

  it('are those of the table, with the same schemas', () => {
    const ours = vscode.lm.tools.filter(({ tags }) => tags.includes('phased-plans'));
    assert.deepEqual(ours.map(({ name }) => name).sort(), AGENT_TOOLS.map(({ name }) => name).sort());
  });

  it('live a plan through, with the results of the API', async () => {
    assert.equal((await call('para_status')).state, 'uninitialized');
    await call('para_init');
    const phases = [{ name: 'One', steps: ['A', 'B'] }];
    const plan = { task: 'sell-tickets', title: 'Sell tickets', phases, commit: true };
    const foreseen = await call('para_create_plan', { ...plan, dryRun: true });
    assert.equal(foreseen.dryRun, true);
    assert.equal((await call('para_status')).state, 'idle');
    await call('para_create_plan', plan);
    await call('para_approve_plan', { commit: true });
    const started = await call('para_execute_phase', { phase: 1, offline: 'continue' });
    assert.equal(started.branch, git('branch', '--show-current'));
    await call('para_set_todo', { index: 0, done: true });
    assert.match(read(CONTEXT), /- \[x\] A\n- \[ \] B/);
    assert.deepEqual(
      await call('para_status', { folder: folder() }),
      JSON.parse(JSON.stringify({ interrupted: null, ...(await (await getApi()).status()) })),
    );
  });

  // A window that runs tests answers each question with yes: what is asked is looked at beside it.
  it('ask a person before anything is changed, and not where nothing is', async () => {
    const store = new PlanStore({
      log: { ...console, show: () => undefined } as never,
      disk: createDisk(),
      withSignal: (_signal, work) => work(),
      createEngine: async ({ uri }, { root }, dryRun) =>
        engineIn(root, {
          binary: 'git',
          log: { info: () => undefined, debug: () => undefined, error: () => undefined } as never,
          settings: () => methodSettings(uri),
          trusted: () => true,
          ...(dryRun ? { runner: neverRunning } : {}),
        }),
    });
    const before = read(CONTEXT);
    const asShown = (told?: vscode.LanguageModelToolConfirmationMessages) =>
      (told?.message as vscode.MarkdownString).value.replaceAll('&nbsp;', ' ').replaceAll('\\', '');
    const asked = async (name: string, input: object) => (await prepareTool(store, name, input)).confirmationMessages;
    try {
      const tick = await asked('para_set_todo', { index: 1, done: true });
      assert.equal(tick?.title, 'Tick a to-do?');
      assert.match(asShown(tick), /context\.md/);
      const refused = await asked('para_summarize_phase', {});
      assert.match(asShown(refused), /^- Will be refused: /);
      assert.equal(await asked('para_set_todo', { index: 1, done: true, dryRun: true }), undefined);
      assert.equal(await asked('para_status', {}), undefined);
      assert.equal(read(CONTEXT), before);
    } finally {
      store.dispose();
    }
  });

  it('are refused with the code and what to do', async () => {
    await assert.rejects(call('para_summarize_phase'), /UNFINISHED: .*summarize anyway/);
    await assert.rejects(
      call('para_set_todo', { index: 0, done: true, force: true }),
      /INVALID_ARGUMENT: .*takes no “force”/,
    );
    await assert.rejects(call('para_status', { folder: 'elsewhere' }), /INVALID_ARGUMENT: “folder” must name one/);
  });
});
