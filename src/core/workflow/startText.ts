import { parseContext } from '../context/parse';
import { contained } from '../plan/literal';
import type { PlanFile } from '../plan/model';
import { parsePlan } from '../plan/parse';
import type { Ports } from '../ports';
import type { ExecuteOptions } from '../types';
import { givenTodos, type Judgement } from './judge';

/** The steps of the plan file as it will be on the branch: at `commit`, unless the changed one on disk is `carried` there. */
export async function extractTodos(
  ports: Ports,
  j: Judgement,
  { commit, carried }: { commit: string; carried: (path: string) => boolean },
  o: ExecuteOptions,
): Promise<string[]> {
  const given = givenTodos(o);
  if (given.length > 0) return given;
  const own = j.phase ? j.phase.plan : j.plan.plan;
  const [committed] = own && !carried(own.path) ? await ports.git.readAt([commit], own.path) : [];
  const file: PlanFile | undefined = committed ? parsePlan(committed) : own?.file;
  const steps = file && file.steps.length > 0 ? file.steps : (own?.file.steps ?? []);
  return steps.map((each) => each.text);
}

/** Other versions of the context file that may know more of the plan than the start point's. */
export async function otherTexts(ports: Ports, j: Judgement): Promise<string[]> {
  const tips = (j.phase?.dependsOn ?? []).flatMap((id) => j.records.branches.get(String(id))?.tip ?? []);
  const commits = [...tips, ...(j.start.bring ? [j.start.bring.commit] : [])];
  const texts = await ports.git.readAt(commits, j.world.path);
  return [j.world.text, ...texts.filter((text) => text !== null)];
}

/** Whether the progress notes stand in a summary: only then are they started afresh. */
export async function notesWereSummarized(ports: Ports, j: Judgement, text: string): Promise<boolean> {
  const { progressNotes, state } = parseContext(text);
  if (progressNotes === null) return true;
  // In a summary, headings of the notes stand further down.
  const wanted = [progressNotes, contained(progressNotes)].map(squeeze);
  for (const path of [...(state?.completedSummaries ?? [])].reverse()) {
    const onDisk = await ports.files.read(path).catch(() => null);
    const [committed] = await ports.git.readAt([j.start.commit], path);
    if (
      [onDisk, committed].some(
        (summary) => typeof summary === 'string' && wanted.some((notes) => squeeze(summary).includes(notes)),
      )
    )
      return true;
  }
  return false;
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
