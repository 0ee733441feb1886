import type { Ports } from '../ports';
import { PlanError } from '../errors';
import type { Step } from '../steps';
import { contextPath } from '../folder/world';

/**
 * Git must take the context file into a commit. Throws `INVALID_ARGUMENT` where the context folder is a link,
 * `GIT_FAILED` where a sparse checkout leaves it out: each with what to do, before anything is changed.
 */
export async function mustBeInReach(ports: Ports): Promise<void> {
  const { contextFolder } = ports.settings();
  const reason = await ports.git.outOfReach(contextPath(ports));
  if (reason === null) return;
  if (reason === 'sparse') {
    throw new PlanError(
      'GIT_FAILED',
      `This sparse checkout leaves ${contextFolder} out, so git commits nothing in it. Run “git sparse-checkout add ${contextFolder}”, then try again.`,
    );
  }
  throw new PlanError(
    'INVALID_ARGUMENT',
    `${contextFolder} is a link, and git commits nothing behind one. Set “phasedPlans.contextFolder” to ${reason.linkTo}, where it leads, then try again.`,
  );
}

/** Throws `INVALID_ARGUMENT` where git would commit nothing of one of these files: a folder above it is a link. */
async function mustNotBeBehindLink(ports: Ports, paths: readonly string[]): Promise<void> {
  const found = await ports.git.behindLink(paths);
  if (!found) return;
  throw new PlanError(
    'INVALID_ARGUMENT',
    `${found.link} is a link (to ${found.linkTo}), and git commits nothing behind one. Make it a folder, or do this without a commit, then try again.`,
  );
}

/**
 * The commit of exactly the files an operation writes; none when git ignores them all. `found`: files that it would
 * have written, had they not been there already.
 */
export async function commitSteps(
  ports: Ports,
  message: string,
  writes: readonly Step[],
  found: readonly string[] = [],
): Promise<Step[]> {
  const paths = [...writes.flatMap((step) => (step.kind === 'write' ? [step.path] : [])), ...found];
  const ignored = await ports.git.ignored(paths);
  const left = paths.filter((path) => !ignored.includes(path));
  if (left.length === 0) return [];
  await mustBeInReach(ports);
  await mustNotBeBehindLink(ports, left);
  return [{ kind: 'commit', message, paths: left }];
}

/** Runs steps that need no start point. `isRecorded`: as a plan of steps has it. */
export async function runSteps(
  ports: Ports,
  title: string,
  steps: Step[],
  o: { isRecorded?: boolean } = {},
): Promise<{ commit: string | null }> {
  return ports.runner.run({ title, start: null, proofs: [], steps, ...o });
}
