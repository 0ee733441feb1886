import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { PlanStatus } from '../../src/api';
import { PLAN, until } from './support/editors';
import { folder, getApi, git, reset } from './support/folder';

describe('phased-plans in the integrated terminal', () => {
  const shells = ['/bin/bash', '/bin/zsh', '/usr/bin/fish', '/usr/bin/pwsh'].filter((shell) => existsSync(shell));
  const out = () => path.join(folder(), '.git', 'said.json');
  const terminals: vscode.Terminal[] = [];

  beforeEach(async () => {
    await getApi();
    await reset();
    rmSync(out(), { force: true });
  });
  afterEach(() => terminals.splice(0).forEach((terminal) => terminal.dispose()));

  const typed = (line: string, shellPath?: string): void => {
    const terminal = vscode.window.createTerminal({ cwd: folder(), ...(shellPath ? { shellPath } : {}) });
    terminals.push(terminal);
    terminal.sendText(line);
  };
  /** Whole once it can be parsed. */
  const said = (): PlanStatus | null => {
    try {
      return JSON.parse(readFileSync(out(), 'utf8')) as PlanStatus;
    } catch {
      return null;
    }
  };

  for (const shell of shells) {
    it(`is there in ${path.basename(shell)}, and what it does shows in the window`, async () => {
      const api = await getApi();
      await api.init();
      await api.createPlan(PLAN);
      await api.executePhase();
      typed(`phased-plans done 1 --json; phased-plans status --json > '${out()}'`, shell);
      await until('the terminal has said it', () => said() !== null);
      assert.deepEqual(
        said()?.todos.map(({ done }) => done),
        [true],
      );
      assert.deepEqual(
        (await api.status()).todos.map(({ done }) => done),
        [true],
      );
      assert.equal(git('status', '--porcelain'), ' M context/context.md');
    });
  }

  it('isn’t there where no context folder is', async () => {
    const api = await getApi();
    await api.status();
    // Terminals learn a moment later what the window knows.
    await until('a new terminal doesn’t know it', async () => {
      rmSync(out(), { force: true });
      typed(`command -v phased-plans > '${out()}'; echo '{}' >> '${out()}'`, '/bin/bash');
      await until('the terminal has said it', () => existsSync(out()) && readFileSync(out(), 'utf8').includes('{}'));
      return readFileSync(out(), 'utf8') === '{}\n';
    });
  });
});
