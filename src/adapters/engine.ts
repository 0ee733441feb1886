import { createFiles } from './files';
import { createForge } from './forge';
import { createGit } from './git/git';
import { createPullRequests } from './pullRequests';
import { createRunner } from './runner/runner';
import type { Ports } from '../core/ports';
import { createEngine } from '../core/workflow/create';
import type { Engine } from '../core/workflow/engine';

interface EngineOptions
  extends Pick<Ports, 'log' | 'settings' | 'trusted' | 'worktree'>, Partial<Pick<Ports, 'documents' | 'clock'>> {
  /** The git program. */
  binary: string;
  /** What runs the steps, given what would; left out: that. */
  runner?: (own: Ports['runner']) => Ports['runner'];
}

/** The method in one folder, over this machine’s files and git: the same engine behind every door. */
export function engineIn(root: string, { binary, runner = (own) => own, ...o }: EngineOptions): Engine {
  const { log } = o;
  return createEngine({
    files: createFiles(root),
    documents: { hasUnsavedChanges: () => false },
    git: createGit(root, { binary, log }),
    forge: createForge(root, { binary, log }),
    pullRequests: createPullRequests(root, { binary, log }),
    clock: { now: () => new Date() },
    ...o,
    runner: runner(createRunner(root, { binary, log })),
  });
}
