import { PlanError } from '../errors';
import { metadataLines } from '../markdown/parse';
import { checkPhaseId, initMessage, summaryPath } from '../plan/names';
import { parsePlan } from '../plan/parse';
import { renderSummary } from '../plan/summary';
import type { Git, Ports } from '../ports';
import type { SummarizeOptions } from '../types';
import { mustHaveFile, statusStep } from './approve';
import { findBase } from './base';
import { commitOf, runSteps } from './commit';
import { completedContext } from './completeEdit';
import { readTemplate, today } from './init';
import { defaultPhase } from './judge';
import { expectedBranch, readRecords } from './records';
import { mustBeSaved, openForChange, readRepo } from './repo';
import { mustListPhases } from './siblings';
import type { Step } from './steps';
import { currentPhase, findWorktree, recordedWorktree } from './worktree';
import {
  activePlan,
  phaseOf,
  readWorld,
  summaryOf,
  type ActivePlan,
  type PhasePlan,
  type PlanText,
  type World,
} from './world';

interface Subject {
  world: World;
  plan: ActivePlan;
  phase: PhasePlan | null;
  file: PlanText;
  branch: string;
}

/**
 * Writes the summary of a phase, or of a simple plan, from its branch's commits, and completes it (DESIGN §3).
 * `warnings` tells of work the summary can't see. Throws those of git, `NOT_INITIALIZED`, `CONTEXT_INVALID`, `NO_PLAN`,
 * `UNKNOWN_PHASE`, `INVALID_ARGUMENT`, `PHASE_COMPLETED`, `PLAN_MISSING`, `PHASE_NOT_STARTED`, `SUMMARY_EXISTS`, `CONTEXT_DIRTY`, `WRITE_FAILED`.
 */
export async function summarizePhase(
  ports: Ports,
  o: SummarizeOptions,
): Promise<{ summary: string; warnings: string[] }> {
  await openForChange(ports);
  const subject = await findSubject(ports, o);
  const { world, plan, phase, file } = subject;
  const path = summaryPath(world.folder, today(ports), plan.task, phase?.id ?? null);
  mustBeSaved(ports, [world.path, file.path, path]);
  const existing = await ports.files.read(path);
  const warnings = await unseenWork(ports, subject);
  const steps: Step[] = [];
  if (existing === null) {
    steps.push({ kind: 'write', path, was: null, text: await summaryText(ports, subject, o) });
  } else if (isSummaryOf(existing, subject)) {
    warnings.push(`${path} was there already; it was kept as it is.`);
  } else {
    throw new PlanError(
      'SUMMARY_EXISTS',
      `${path} exists and is not this phase's. Rename or remove it, then try again.`,
    );
  }
  steps.push({
    kind: 'write',
    path: world.path,
    was: world.text,
    text: completedContext(world, {
      plan,
      phase,
      file,
      summary: path,
      settings: ports.settings(),
      now: ports.clock.now(),
    }),
  });
  steps.push(...statusStep(file, 'Completed'));
  const what = phase ? `phase ${String(phase.id)}` : plan.title;
  const commit = o.commit
    ? await commitOf(ports, `docs: Summarize ${plan.task}${phase ? `-phase-${String(phase.id)}` : ''}`, steps)
    : [];
  await runSteps(ports, `Summarize ${what}`, [...steps, ...commit]);
  return { summary: path, warnings };
}

async function findSubject(ports: Ports, o: SummarizeOptions): Promise<Subject> {
  const world = await readWorld(ports);
  const plan = activePlan(world);
  const settings = ports.settings();
  if (plan.kind === 'simple') {
    if (o.phase !== undefined) phaseOf(plan, o.phase);
    if (!world.state.activeContext.includes(plan.path)) {
      throw new PlanError('PHASE_COMPLETED', `“${plan.title}” is summarized already. Archive it next.`);
    }
    if (world.state.executionBranch === null) {
      throw new PlanError('PHASE_NOT_STARTED', `“${plan.title}” was not started yet. Start it first.`);
    }
    return { world, plan, phase: null, file: mustHaveFile(plan, null), branch: world.state.executionBranch };
  }
  mustListPhases(world, plan);
  const running = currentPhase(ports, world);
  const phase = o.phase === undefined ? defaultPhase(plan, null, running) : phaseOf(plan, o.phase);
  checkPhaseId(phase.id);
  // Completed by hand or by another tool, it may still lack its summary.
  if (phase.entry.status === 'completed' && summaryOf(world, plan, phase) !== null) {
    throw new PlanError(
      'PHASE_COMPLETED',
      `Phase ${String(phase.id)} (${phase.name}) is summarized already. Start another phase, or archive the plan.`,
    );
  }
  const branch = expectedBranch(world, plan, phase, settings);
  const file = mustHaveFile(plan, phase);
  if (phase.entry.status === 'pending') {
    throw new PlanError(
      'PHASE_NOT_STARTED',
      `Phase ${String(phase.id)} (${phase.name}) does not run on this branch. Start it first, or switch to ${branch} if it runs there.`,
    );
  }
  return { world, plan, phase, file, branch };
}

/** Where the phase runs: a worktree that is gone holds no work. */
async function gitOf(ports: Ports, { world, phase }: Subject): Promise<Git | null> {
  const recorded = recordedWorktree(world, phase);
  if (recorded === null) return ports.git;
  const found = findWorktree((await ports.git.worktrees()).all, recorded);
  return found?.known && found.exists ? ports.git.inWorktree(found.path) : null;
}

async function unseenWork(ports: Ports, subject: Subject): Promise<string[]> {
  const { world } = subject;
  const git = await gitOf(ports, subject);
  const open = ((await git?.status()) ?? []).filter((each) => !each.path.startsWith(`${world.folder}/`));
  if (open.length === 0) return [];
  const shown = open.slice(0, 5).map((each) => each.path).join(', '); // prettier-ignore
  return [
    `Uncommitted changes are not in the summary: ${shown}${open.length > 5 ? ` and ${open.length - 5} more` : ''}.`,
  ];
}

/** A summary that an agent wrote of the same phase: it names the same plan or branch. */
function isSummaryOf(text: string, { file, branch }: Subject): boolean {
  const { doc } = parsePlan(text);
  return metadataLines(doc).some(
    ({ label, value }) =>
      /plan|branch/i.test(label) && (value.includes(file.path) || value.replaceAll('`', '').trim() === branch),
  );
}

async function summaryText(ports: Ports, subject: Subject, o: SummarizeOptions): Promise<string> {
  const { world, plan, phase, file, branch } = subject;
  const changes = await readChanges(ports, subject);
  return renderSummary(
    {
      title: plan.title,
      phase: phase?.id ?? null,
      phaseName: phase?.name ?? null,
      date: today(ports),
      branch,
      plan: file.path,
      objective: file.file.objective,
      changes,
      criteria: file.file.criteria,
      learnings: o.learnings ?? [],
      progressNotes: world.context.progressNotes,
      nextSteps: o.nextSteps ?? nextSteps(plan, phase),
    },
    await readTemplate(ports, 'summary'),
  );
}

function nextSteps(plan: ActivePlan, phase: PhasePlan | null): string[] {
  const next = phase && plan.phases.find((each) => each !== phase && each.entry.status === 'pending');
  return next
    ? ['Review and merge this phase', `Start phase ${String(next.id)}: ${next.name}`]
    : ['Review and merge', 'Archive the plan'];
}

/** The branch's changes with the subjects of the commits that made them; the context folder's own files left out. */
async function readChanges(ports: Ports, subject: Subject): Promise<Parameters<typeof renderSummary>[0]['changes']> {
  const { git } = ports;
  const { world, plan, phase, branch } = subject;
  const { head, refs, remotes } = await readRepo(ports);
  const records = await readRecords(git, { world, plan, refs, start: null, settings: ports.settings() });
  // A branch that is gone was merged or renamed; what HEAD has is the best that is left.
  const tip =
    records.branches.get(phase ? String(phase.id) : '')?.tip ??
    refs.find((ref) => ref.name === branch)?.commit ??
    head.commit;
  if (tip === null) return [];
  const base = findBase(refs, remotes, ports.settings().baseBranch);
  const from = await firstParent(git, {
    tip,
    base: (base?.upstream ?? base?.local)?.commit ?? null,
    message: initMessage(plan.task, phase?.id ?? null),
  });
  if (from === null) return [];
  const [diff, log] = [await git.diff(from, tip), await git.log(from, tip)];
  return diff
    .filter((each) => !each.path.startsWith(`${world.folder}/`))
    .map((each) => ({
      ...each,
      subjects: log
        .filter((commit) => [each.path, each.from].some((path) => path !== undefined && commit.paths.includes(path)))
        .map((commit) => commit.subject),
    }));
}

/** The parent of the phase's first commit, else the merge base. */
async function firstParent(git: Git, o: { tip: string; base: string | null; message: string }): Promise<string | null> {
  const first = await git.findCommit(o.tip, o.message);
  if (first?.parent) return first.parent;
  return o.base === null ? null : git.mergeBase(o.base, o.tip);
}
