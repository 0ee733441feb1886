import { setTask } from '../markdown/edits';
import { metadataLines, parseMarkdown, section } from '../markdown/parse';
import { isPlanError } from '../errors';
import { oneLine } from '../plan/plainText';
import { readPlanFileName, readSummaryFileName, summariesAmong } from '../plan/names';
import type { Ports } from '../ports';
import { expectedBranch } from './branches';
import { summaryOf } from './world';
import type { ActivePlan, PhasePlan, PlanText, World } from './model';

/** A phase, or (`phase` null) a simple plan, with its plan file. */
export interface Summarized {
  world: World;
  plan: ActivePlan;
  phase: PhasePlan | null;
  file: PlanText;
}

export interface SummaryFile {
  path: string;
  text: string;
}

/**
 * The summary that there is of a phase, the newest first: one with its name, whatever the date, that names its plan or
 * branch. With `recorded`, also one that names none, when the context file says that it is the completed phase's. Null
 * when there is none.
 */
export async function findSummary(
  ports: Ports,
  subject: Summarized,
  o: { recorded?: boolean } = {},
): Promise<SummaryFile | null> {
  const { world, plan, phase } = subject;
  const listed = (await ports.files.list(`${world.folder}/summaries`)).map(
    (name) => `${world.folder}/summaries/${name}`,
  );
  const recorded = summaryOf(world, plan, phase);
  const done = phase ? phase.entry.status === 'completed' : !world.state.activeContext.includes(plan.path);
  const named = summariesAmong(listed, plan.task, phase?.id ?? null).toReversed();
  for (const path of new Set([...named, ...(recorded === null ? [] : [recorded])])) {
    const text = await readIfText(ports, path);
    if (text === null) continue;
    const owner = whoseSummary(path, text, subject, expectedBranch(world, plan, phase, ports.settings()));
    if (owner === 'this' || (owner === 'unknown' && o.recorded && done && path === recorded)) return { path, text };
  }
  return null;
}

/** A file's text; null for what isn't there or can't be read as text: it is nobody's summary. */
export async function readIfText(ports: Ports, path: string): Promise<string | null> {
  try {
    return await ports.files.read(path);
  } catch (error) {
    if (isPlanError(error)) return null;
    throw error;
  }
}

/** Whether a summary is another plan's: it names plan files, and none of these. */
export function isOfOtherPlan(summary: string, files: readonly string[]): boolean {
  const plans = plansNamedIn(metadataLines(parseMarkdown(summary)));
  return plans.length > 0 && !plans.some((value) => files.some((file) => namesFile(value, file)));
}

const plansNamedIn = (lines: readonly { label: string; value: string }[]): string[] =>
  lines.filter(({ label, value }) => /plan/i.test(label) && /\.md\b/i.test(value)).map(({ value }) => value);

/** Whether a text names a plan file, by as much of its path as is written there: the folder may have been moved. */
function namesFile(text: string, path: string): boolean {
  const own = belowPlans(path);
  if (text.includes(`plans/${own}`)) return true;
  const named = text.match(/[^\s`()[\]<>"]+\.md\b/gi) ?? [];
  return named.map(belowPlans).some((each) => `/${own}`.endsWith(`/${each}`));
}

const belowPlans = (path: string): string => path.replace(/^.*(?:^|\/)plans\//, '').replace(/^(?:\.{0,2}\/)+/, '');

/** Whose a summary is, by the plan that it names, else by the branch: an earlier plan of the same task had that too. */
function whoseSummary(
  path: string,
  text: string,
  { plan, file }: Summarized,
  branch: string,
): 'this' | 'other' | 'unknown' {
  const lines = metadataLines(parseMarkdown(text));
  const plans = plansNamedIn(lines);
  if (plans.some((value) => namesFile(value, file.path))) return 'this';
  const isOfPlan = plans.some((value) => namesFile(value, plan.path));
  if (plans.length > 0 && !isOfPlan) return 'other';
  const branches = lines
    .filter(({ label }) => /branch/i.test(label))
    .map(({ value }) => value.replaceAll('`', '').trim());
  if (branches.length === 0) return 'unknown';
  const [written, planned] = [readSummaryFileName(path)?.date ?? null, readPlanFileName(file.path)?.date ?? null];
  const isEarlier = !isOfPlan && written !== null && planned !== null && written < planned;
  return branches.includes(branch) && !isEarlier ? 'this' : 'other';
}

/**
 * A summary with the box of a success criterion changed; as it is when not exactly one line of its list has this text.
 * `marker`: the character to write.
 */
export function setSummaryCriterion(text: string, criterion: string, done: boolean, marker?: string): string {
  const doc = parseMarkdown(text);
  const list = section(doc, ['Success Criteria Validation']);
  if (!list) return text;
  const found = doc.items.filter(
    (item) =>
      item.task &&
      item.line >= list.line &&
      item.line < list.endLine &&
      [item.text, item.raw].some((each) => oneLine(each) === oneLine(criterion)),
  );
  return found.length === 1 && found[0] ? setTask(text, found[0].line, done, marker) : text;
}
