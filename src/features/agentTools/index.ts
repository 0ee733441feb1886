import * as vscode from 'vscode';
import type { Deps } from '../../editor/commands/deps';

/**
 * The method's tools for agents in VS Code's chat (`para_*`), with the same judgements and results as the API. `names`:
 * those that the manifest declares.
 */
export function registerAgentTools({ store }: Pick<Deps, 'store'>, names: readonly string[]): vscode.Disposable {
  // Most windows never call one: what they are made of is loaded with the first call.
  const load = () => import('./tool');
  return vscode.Disposable.from(
    ...names.map((name) =>
      vscode.lm.registerTool<object>(name, {
        prepareInvocation: async ({ input }) => (await load()).prepareTool(store, name, input),
        invoke: async ({ input }, token) => (await load()).invokeTool(store, name, input, token),
      }),
    ),
  );
}
