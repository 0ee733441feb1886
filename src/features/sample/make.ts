import type { Scratch } from '../../core/diskPort';
import { PlanError, errorMessage, isPlanError } from '../../core/errors';
import type { Engine } from '../../core/workflow/engine';
import { learnings, plan, project, work } from './content';

/** What the sample is made with. All of it works on the folder given, which is in no workspace. */
export interface SampleTools {
  scratch: Scratch;
  engine: (folder: string) => Promise<Engine>;
  /** Throws `GIT_MISSING` and `GIT_FAILED`. */
  git: (folder: string, args: string[]) => Promise<void>;
}

/**
 * Makes a scratch repository in a temporary folder, with a plan of three phases: the first merged, the second begun. It
 * is made by the engine itself, so it is what a person would have after the same steps.
 * Resolves to the folder. Throws a coded error, and then leaves nothing behind.
 */
export async function makeSample(tools: SampleTools): Promise<string> {
  let root: string | undefined;
  try {
    root = await tools.scratch.make('phased-plans-sample-');
    const folder = `${root}/notebook`;
    await begin(tools, folder);
    await tellStory(tools, folder);
    return folder;
  } catch (error) {
    if (root) await tools.scratch.remove(root).catch(() => undefined);
    throw explain(error, tools.scratch);
  }
}

/** Nothing of the user's own git (hooks, signatures, line endings) may get in the way of a sample. */
const configuration = `[user]
	name = Ada Example
	email = ada@example.com
[commit]
	gpgSign = false
[core]
	hooksPath = .git/no-hooks
	autocrlf = false
`;

async function begin({ git, scratch }: SampleTools, folder: string): Promise<void> {
  await scratch.write(folder, project);
  await git(folder, ['init', '--quiet']);
  await git(folder, ['symbolic-ref', 'HEAD', 'refs/heads/main']);
  await scratch.append(folder, '.git/config', configuration);
  await git(folder, ['add', '--all']);
  await git(folder, ['commit', '--quiet', '--message=feat: Keep notes']);
}

async function tellStory(tools: SampleTools, folder: string): Promise<void> {
  const engine = await tools.engine(folder);
  await engine.init();
  await engine.createPlan(plan);
  await engine.approvePlan({ commit: true });
  const { branch } = await engine.executePhase({ phase: 1 });
  await doWork(tools, engine, folder, 1);
  for (const index of plan.phases?.[0]?.criteria?.keys() ?? [])
    await engine.setCriterion({ phase: 1, index, done: true });
  await engine.summarizePhase({ phase: 1, learnings, commit: true });
  await tools.git(folder, ['checkout', '--quiet', 'main']);
  await tools.git(folder, ['merge', '--quiet', '--no-ff', `--message=Merge branch '${branch}'`, branch]);
  await engine.executePhase({ phase: 2 });
  await doWork(tools, engine, folder, 2);
}

async function doWork({ scratch }: SampleTools, engine: Engine, folder: string, phase: 1 | 2): Promise<void> {
  for (const [index, { message, files }] of work[phase].entries()) {
    await scratch.write(folder, files);
    await engine.setTodo({ index, done: true, commit: message });
  }
}

/** What failed has a code; the message says that it was about the sample, and not about the user's own repository. */
function explain(error: unknown, { place }: Scratch): PlanError {
  const cause = { cause: error };
  // What it says about git that is missing is all there is to say.
  if (isPlanError(error, 'GIT_MISSING')) return error;
  if (isPlanError(error)) return new PlanError(error.code, `The sample can’t be made. ${error.message}`, cause);
  const why = errorMessage(error);
  const advice = `Check that the temporary folder ${place} can be written to, then try again.`;
  return new PlanError('WRITE_FAILED', `The sample can’t be made: ${why}. ${advice}`, cause);
}
