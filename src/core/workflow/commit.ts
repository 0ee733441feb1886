import type { Ports } from '../ports';
import type { Step } from './steps';

/** The commit of exactly the files an operation writes; none when git ignores them all. */
export async function commitOf(ports: Ports, message: string, writes: readonly Step[]): Promise<Step[]> {
  const paths = writes.flatMap((step) => (step.kind === 'write' ? [step.path] : []));
  const ignored = await ports.git.ignored(paths);
  const left = paths.filter((path) => !ignored.includes(path));
  return left.length > 0 ? [{ kind: 'commit', message, paths: left }] : [];
}

/** Runs steps that need no start point. */
export async function runSteps(ports: Ports, title: string, steps: Step[]): Promise<{ commit: string | null }> {
  return ports.runner.run({ title, start: null, proofs: [], steps });
}
