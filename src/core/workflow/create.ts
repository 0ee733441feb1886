import type { Ports } from '../ports';
import { adoptPlan, foreseeAdoption } from './adopt';
import { approvePlan } from './approve';
import { archive, findUnfinishedPlan } from './archive';
import { createPlan, judgeCreatePlan } from './createPlan';
import type { BoxMemory } from './boxMemory';
import { commitContext, uncommittedIfKnown } from './commitContext';
import type { Engine } from './engine';
import { executePhase } from './start/execute';
import { fetchBase } from '../repository/fetch';
import { foreignOffers } from './foreignOffers';
import { foreseeImport, importPlan, importRead } from './importPlan';
import { readSource } from './importSource';
import { init } from './init';
import { readLibrary } from '../folder/library';
import { checkOptions } from './optionTypes';
import { phaseRange } from './phaseRange';
import { writeSteps } from './planSteps';
import { createPullRequest, foreseePullRequest, missingInPullRequest } from './pullRequest';
import { FolderReader } from '../reading/folderReader';
import { openPlans } from './rebuild/plan';
import { proposeState, writeProposals } from './rebuild/state';
import { foreseeStatus, setStatus } from './setStatus';
import { findUnfinished, summarizePhase } from './summarize';
import { survey } from './survey';
import { writeSkill } from './writeSkill';
import { undoOperations } from './undo';
import { foreseeTodoCommit, setCriterion, setTodo, toldOfTick } from './tick';
import { ignoredIn, judgeRemoveWorktree, listWorktrees, removeWorktree, repairWorktrees } from './worktrees';

/** The method in one workspace folder, over the ports given. */
export function createEngine(ports: Ports): Engine {
  const reader = new FolderReader(ports);
  const boxes: BoxMemory = new Map();
  return {
    read: (overlay, memory) => reader.read({ overlay, memory }),
    // Whoever asks may do with it what they like.
    status: async () => structuredClone((await reader.read()).status),
    library: () => readLibrary(ports),
    kindOf: (path) => ports.files.kindOf(path),
    readStart: (path, bytes, stamp) => ports.files.readStart(path, bytes, stamp),
    init: () => init(ports),
    createPlan: async (o) => createPlan(ports, checkOptions('createPlan', o)),
    judgeCreatePlan: () => judgeCreatePlan(ports),
    importPlan: async (o) => importPlan(ports, checkOptions('importPlan', o)),
    foreignOffers: (paths) => foreignOffers(ports, paths),
    readPlans: (from) => readSource(ports, from),
    foreseeImport: (plan, o) => foreseeImport(ports, plan, o),
    importRead: (plan, o) => importRead(ports, plan, o, { initialize: true }),
    adoptPlan: async (o) => adoptPlan(ports, checkOptions('adoptPlan', o)),
    foreseeAdoption: (o) => foreseeAdoption(ports, o),
    openPlans: () => openPlans(ports),
    approvePlan: async (o = {}) => approvePlan(ports, checkOptions('approvePlan', o)),
    executePhase: async (o = {}) => executePhase(ports, checkOptions('executePhase', o)),
    foreseeStatus: (o) => foreseeStatus(ports, o),
    setStatus: async (o) => setStatus(ports, checkOptions('setStatus', o)),
    writeSteps: (o) => writeSteps(ports, o),
    fetch: () => fetchBase(ports),
    commitContext: () => commitContext(ports),
    uncommittedContext: () => uncommittedIfKnown(ports),
    setTodo: async (o) => toldOfTick(await setTodo(ports, boxes, checkOptions('setTodo', o))),
    foreseeTodoCommit: (o) => foreseeTodoCommit(ports, o),
    setCriterion: async (o) => void (await setCriterion(ports, boxes, checkOptions('setCriterion', o))),
    tick: async (what, { choose, ...given }) => {
      const set = what === 'to-do' ? setTodo : setCriterion;
      return set(ports, boxes, { ...checkOptions('setTodo', { ...given, index: 0 }), choose });
    },
    summarizePhase: async (o = {}) => summarizePhase(ports, checkOptions('summarizePhase', o)),
    findUnfinished: (o = {}) => findUnfinished(ports, o),
    createPullRequest: async (o = {}) => createPullRequest(ports, checkOptions('createPullRequest', o)),
    findUnfinishedPlan: () => findUnfinishedPlan(ports),
    missingInPullRequest: (o = {}) => missingInPullRequest(ports, o),
    foreseePullRequest: (o = {}) => foreseePullRequest(ports, o),
    archive: async (o = {}) => archive(ports, checkOptions('archive', o)),
    phaseRange: (o = {}) => phaseRange(ports, o),
    proposeState: (o) => proposeState(ports, o),
    writeProposals: (title, proposals) => writeProposals(ports, title, proposals),
    worktrees: () => listWorktrees(ports),
    ignoredInWorktree: (path) => ignoredIn(ports, path),
    removeWorktree: (o) => removeWorktree(ports, o),
    judgeRemoveWorktree: async (o) => void (await judgeRemoveWorktree(ports, o)),
    repairWorktrees: () => repairWorktrees(ports),
    survey: () => survey(ports),
    readSkill: (path) => ports.files.read(path),
    writeSkill: (skill) => writeSkill(ports, skill),
    ...undoOperations(ports),
  };
}
