import * as assert from 'node:assert/strict';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { useWorkbench } from '../support/e2e.mjs';
import { temporaryFolder } from '../../scripts/lib/worlds.mjs';
import { git } from '../../scripts/lib/repository.mjs';
import { authentication, worldAt } from '../support/world';

/** An agent that says where it was run and what it was asked, and does one to-do. */
function scriptedAgent(todo: number): { said: () => string[]; settings: Record<string, unknown> } {
  const folder = temporaryFolder('agent') as string;
  const [program, out] = [join(folder, 'agent'), join(folder, 'said')];
  const lines = [
    '#!/bin/sh',
    `printf '%s\\n' "$PWD" "$@" > '${out}.new'`,
    `phased-plans done ${todo} >> '${out}.new' 2>&1`,
  ];
  writeFileSync(program, [...lines, `mv '${out}.new' '${out}'`, ''].join('\n'));
  chmodSync(program, 0o755);
  return {
    said: () => (existsSync(out) ? readFileSync(out, 'utf8').trim().split('\n') : []),
    settings: { 'phasedPlans.agent': 'custom', 'phasedPlans.agentCommand': [program, '--ask', '${prompt}'] },
  };
}

describe('an agent that goes on with what runs', function () {
  this.timeout(120_000);
  const agent = scriptedAgent(3);
  const world = useWorkbench({ demo: true, settings: agent.settings });

  it('is run in a terminal of the folder, and what it does is seen in the view', async () => {
    const { workbench, repository } = world;
    await workbench.openContainer('Phased Plans');
    await workbench.row('Plan', /2 · API Layer.*2\/5/).waitFor();
    await workbench.palette('Phased Plans: Start With Agent…');
    await workbench.until('the agent has done it', () => agent.said().length > 0, { timeout: 60_000 });
    const [cwd, flag, prompt, done] = agent.said();
    assert.equal(cwd, repository.folder);
    assert.equal(flag, '--ask');
    assert.match(prompt ?? '', /^Go on with phase 2 of the phased plan in this repository/);
    assert.doesNotMatch(done ?? '', /not found/);
    await workbench.row('Plan', /2 · API Layer.*3\/5/).waitFor();
    await workbench.statusBarItem('API Layer · 3/5').waitFor();
  });
});

describe('an agent that begins a phase, in a shell that can’t be told what to run', function () {
  this.timeout(120_000);
  const agent = scriptedAgent(1);
  const world = useWorkbench({
    settings: { ...agent.settings, 'terminal.integrated.shellIntegration.enabled': false },
    async prepare({ root, folder, remote }) {
      const { engine } = worldAt(root, folder, remote);
      await engine.init();
      await engine.createPlan({ ...authentication, commit: true });
      await engine.approvePlan({ commit: true });
      await git(folder, ['push', '--quiet']);
    },
  });

  it('is run once the phase is started', async () => {
    const { workbench, repository } = world;
    await workbench.openContainer('Phased Plans');
    await workbench.rowMenu('Plan', /^1 · /, 'Start With Agent…');
    await workbench.until('the agent has done it', () => agent.said().length > 0, { timeout: 60_000 });
    assert.equal(agent.said()[0], repository.folder);
    assert.match(agent.said()[2] ?? '', /^Go on with phase 1 of/);
    assert.match(await repository.git('branch', '--show-current'), /-phase-1$/);
    await workbench.row('Plan', /^1 · .*1\/2/).waitFor();
  });
});
