import type { ContextState, PhaseEntry } from '../context/model';
import { isCalledAfter } from './branches';
import { plansOfSameTask, readPlanFileName } from '../plan/names';
import { parsePlan } from '../plan/parse';
import { isDroppedStatus, readStatus, saysMerged } from '../plan/status';
import type { Ports } from '../ports';
import { comparePhaseIds, type PhaseId } from '../types';

/**
 * The phases of a plan that the state block lists none for, from the phase files beside its master: their statuses are
 * what the files say, and what the branch tells that runs. Null for a plan without such files.
 */
export async function readSiblings(
  ports: Ports,
  path: string,
  state: ContextState,
): Promise<{ master: string; entries: PhaseEntry[] } | null> {
  const name = readPlanFileName(path);
  const folder = path.slice(0, path.lastIndexOf('/'));
  if (!name || folder === '') return null;
  const files = plansOfSameTask(
    (await ports.files.list(folder)).map((file) => `${folder}/${file}`),
    path,
  );
  const master = name.phase === null ? path : files.find(({ phase }) => phase === null)?.path;
  const phases = files.filter((file): file is { path: string; phase: PhaseId } => file.phase !== null);
  if (master === undefined || phases.length === 0) return null;
  phases.sort((a, b) => comparePhaseIds(a.phase, b.phase));
  return { master, entries: await Promise.all(phases.map((file) => entryOf(ports, name.task, file, state))) };
}

async function entryOf(
  ports: Ports,
  task: string,
  { path, phase }: { path: string; phase: PhaseId },
  state: ContextState,
): Promise<PhaseEntry> {
  const text = await ports.files.read(path).catch(() => null);
  const line = text === null ? undefined : parsePlan(text).status?.text;
  const said = readStatus(line);
  const runs = isCalledAfter(state.executionBranch, { settings: ports.settings(), task, phase });
  const status = runs && said === 'pending' ? 'in_progress' : said;
  const bare = { name: null, dependsOn: null, branch: null, worktree: null, pr: null };
  return { phase, status, dropped: isDroppedStatus(line), plan: path, ...bare, merged: saysMerged(line) };
}
