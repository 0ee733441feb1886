import { isMethodFile } from '../folder/methodFiles';
import { isPlanError, isWithoutGit } from '../errors';
import { summaryAmong } from '../plan/names';
import { subjects } from '../plan/subjects';
import type { Ports } from '../ports';
import type { ChangedPath } from '../gitData';
import { readArchived } from '../folder/archived';
import { mustBeInReach, runSteps } from '../repository/commit';
import { mustBeSaved, openForChange } from '../repository/repo';
import { isDirectlyIn } from '../folder/paths';
import { contextPath, readPlan, readWorld } from '../folder/world';
import type { ActivePlan } from '../folder/model';

/** The changed files of the method where we are, sorted. Throws those of git. */
export async function uncommittedContext(ports: Ports): Promise<string[]> {
  return (await uncommittedFiles(ports)).map(({ path }) => path);
}

/** The same; none where there is no git to commit them. Never throws for the want of it. */
export async function uncommittedIfKnown(ports: Ports): Promise<string[]> {
  if (!ports.trusted()) return [];
  try {
    return await uncommittedContext(ports);
  } catch (error) {
    if (isWithoutGit(error)) return [];
    throw error;
  }
}

async function uncommittedFiles(ports: Ports): Promise<ChangedPath[]> {
  const { contextFolder } = ports.settings();
  const file = contextPath(ports);
  const changed = (await ports.git.status()).filter(({ path }) => path === file || isMethodFile(path, contextFolder));
  return changed.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/**
 * Commits the changed files of the method where we are.
 * Throws those of git, `CONTEXT_DIRTY` for unsaved changes in an editor, `COMMIT_FAILED`.
 */
export async function commitContext(ports: Ports): Promise<{ commit: string | null }> {
  await openForChange(ports);
  const changed = await uncommittedFiles(ports);
  const paths = changed.map(({ path }) => path);
  if (paths.length === 0) return { commit: null };
  mustBeSaved(ports, paths);
  await mustBeInReach(ports);
  const message = await subjectOf(ports, changed);
  return runSteps(ports, 'Commit the context', [{ kind: 'commit', message, paths }]);
}

/** What these changes come from, where they come from one step of the method. */
async function subjectOf(ports: Ports, changed: readonly ChangedPath[]): Promise<string> {
  const plan = await planNow(ports);
  const fresh = changed.filter(({ untracked }) => untracked).map(({ path }) => path);
  const [archived, ...older] = fresh.filter((path) => isDirectlyIn(path, 'archives'));
  if (archived !== undefined && !plan && older.length === 0) return subjectOfArchive(ports, archived);
  if (archived !== undefined || !plan) return subjects.context;
  const phases = plan.kind === 'simple' ? [null] : plan.phases;
  const summaries = fresh.filter((path) => isDirectlyIn(path, 'summaries'));
  const [summarized, ...others] = phases.filter(
    (phase) => summaryAmong(summaries, plan.task, phase?.id ?? null) !== null,
  );
  if (others.length > 0) return subjects.context;
  if (summarized !== undefined) return subjects.summarize(plan.title, summarized);
  if (fresh.includes(plan.path)) return subjects.plan(plan.title);
  return changed.some(({ path }) => isDirectlyIn(path, 'plans')) ? subjects.update : subjects.context;
}

async function subjectOfArchive(ports: Ports, archive: string): Promise<string> {
  const path = readArchived((await ports.files.read(archive)) ?? '').plan;
  const { plan } = await readPlan(ports.files, path ?? '');
  return plan?.file.title ? subjects.archive(plan.file.title) : subjects.context;
}

/** The active plan; null where nothing can be read of it: what is there is committed all the same. */
async function planNow(ports: Ports): Promise<ActivePlan | null> {
  try {
    return (await readWorld(ports)).plan;
  } catch (error) {
    if (isPlanError(error)) return null;
    throw error;
  }
}
