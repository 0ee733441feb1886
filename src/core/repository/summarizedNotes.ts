import { ownNotes } from '../context/notes';
import { parseContext } from '../context/parse';
import { nestHeadings } from '../plan/plainText';
import type { Ports } from '../ports';
import type { PhaseWork } from './phaseWork';
import type { Records } from './records';
import { readIfText, type Summarized } from '../folder/summaryFile';
import { summariesAmong } from '../plan/names';
import type { ActivePlan, PhasePlan, World } from '../folder/model';
import { isInFolder } from '../folder/paths';
import { recordedWorktree } from './worktree';

/** Whether the progress notes stand in summaries: only then are they started afresh. */
export async function notesWereSummarized(
  ports: Ports,
  j: { world: World; plan: ActivePlan; records: Records; start: { commit: string } },
  text: string,
): Promise<boolean> {
  const { progressNotes, state } = parseContext(text);
  if (progressNotes === null) return true;
  const listed = [...(state?.completedSummaries ?? []), ...j.world.state.completedSummaries];
  const told = await readSummaries(ports, { ...j, listed, commits: [j.start.commit] });
  if (ownNotes(progressNotes, { phase: null, told, brought: null }) === null) return true;
  // In a summary, headings of the notes stand further down.
  const wanted = [progressNotes, nestHeadings(progressNotes)].map(squeeze);
  return told.map(squeeze).some((summary) => wanted.some((notes) => summary.includes(notes)));
}

/** The progress notes of the phase that is summarized, without those that other phases' summaries tell already. */
export async function notesOfPhase(ports: Ports, subject: Summarized, work: PhaseWork): Promise<string | null> {
  const { world, phase } = subject;
  const { progressNotes } = world.context;
  if (progressNotes === null || !phase) return progressNotes;
  const listed = world.state.completedSummaries;
  const told = await readSummaries(ports, { ...subject, ...work, listed, commits: work.around, but: phase });
  const brought = await broughtNotes(ports, subject, work);
  return ownNotes(progressNotes, { phase: phase.id, told, brought });
}

/**
 * The notes that the phase began with, and those that merges brought: all others are its own. Null when that isn't
 * known.
 */
async function broughtNotes(
  ports: Ports,
  { world, phase }: Summarized,
  { history }: PhaseWork,
): Promise<string[] | null> {
  // The context file of what runs in a worktree is in none of its commits.
  if (history === null || history.first === null || recordedWorktree(world, phase) !== null) return null;
  const [first, ...others] = await ports.git.readAt([history.first, ...history.heads], world.path);
  if (!first) return null;
  return [first, ...others].flatMap((text) => (text ? (parseContext(text).progressNotes ?? []) : []));
}

/**
 * The texts of the summaries that context files list, wherever they are: on disk, in the index, at these commits, on
 * the branches of the plan's phases. Those of other plans are read from the disk alone.
 */
async function readSummaries(
  ports: Ports,
  o: {
    world: World;
    plan: ActivePlan;
    records: Records;
    listed: readonly string[];
    commits: readonly string[];
    but?: PhasePlan;
  },
): Promise<string[]> {
  const { plan, records } = o;
  const onTips = [...records.tips.values()].flatMap((tip) => tip?.state?.completedSummaries ?? []);
  const commits = [...new Set([...o.commits, ...[...records.branches.values()].map(({ tip }) => tip)])];
  const phases = plan.kind === 'simple' ? [null] : plan.phases;
  const all = [...new Set([...o.listed, ...onTips])];
  const ofPhase = (phase: PhasePlan | null) => summariesAmong(all, plan.task, phase?.id ?? null);
  const own = new Set(phases.flatMap(ofPhase));
  const leftOut = new Set(o.but ? ofPhase(o.but) : []);
  const texts: (string | null)[] = [];
  for (const path of all) {
    if (!isInFolder(path, o.world.folder) || leftOut.has(path)) continue;
    texts.push(await readIfText(ports, path));
    if (!own.has(path)) continue;
    texts.push(await ports.git.readStaged(path), ...(await ports.git.readAt(commits, path)));
  }
  return [...new Set(texts.filter((text) => text !== null))];
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
