import type { Engine } from '../workflow/engine';
import { toldOfStart } from '../workflow/told';
import { statusForAgents } from './status';
import {
  flag,
  gives,
  id,
  listOf,
  oneOf,
  orNull,
  orSteps,
  statusShape,
  surveyShape,
  takes,
  text,
  whole,
  type ObjectSchema,
} from './schemas';

/** A tool as data: it takes the options of the API’s method, which judges them, and gives its result. */
export interface AgentTool {
  name: string;
  title: string;
  description: string;
  takes: ObjectSchema;
  gives: ObjectSchema;
  /** Whether it may change something; then it takes `dryRun`, too. */
  changes: boolean;
  /** Whether it talks to a server. */
  reachesOut?: true;
  run(engine: Engine, options: never): Promise<object>;
}

const phase = id('The phase. Left out: the running one, else the next');
const commit = flag('Commit exactly the files that are written');
const choice = (goesOn: string[], description: string) => oneOf(['stop', ...goesOn], `${description}. Left out: stop`);

const none = (): object => ({});

const TABLE = {
  para_status: {
    title: 'Show the plan',
    description:
      'Where the plan stands: phases, to-dos (their index counts from 0), problems, branch, next step, ' +
      'and a step that was interrupted.',
    takes: takes(),
    gives: statusShape,
    changes: false,
    run: (engine: Engine) => statusForAgents(engine),
  },
  para_survey: {
    title: 'Survey the repository',
    description:
      'A map of the repository for drafting a plan: folders, what needs what, what changes together, commands, layers.',
    takes: takes(),
    gives: surveyShape,
    changes: false,
    run: (engine: Engine) => engine.survey(),
  },
  para_init: {
    title: 'Initialize',
    description: 'Makes the context folder with a fresh context file. Nothing that exists is overwritten.',
    takes: takes(),
    gives: orSteps({ created: listOf(text()) }),
    changes: true,
    run: (engine: Engine) => engine.init(),
  },
  para_create_plan: {
    title: 'Create a plan',
    description:
      'Writes a master plan with a file for each phase, or one file without phases. Stop for review afterwards.',
    takes: takes(
      {
        task: text('What files and branches are named after'),
        title: text(),
        objective: text('What will be true when it is done'),
        whyPhased: text('Why it is done in phases'),
        date: text('YYYY-MM-DD; today when left out'),
        commit,
        phases: listOf(
          takes(
            {
              name: text(),
              objective: text(),
              deliverables: listOf(text()),
              dependsOn: listOf(id(), 'Phases by their numbers, from 1. Left out: the one before'),
              steps: listOf(text()),
              criteria: listOf(text()),
            },
            ['name'],
          ),
        ),
      },
      ['task'],
    ),
    gives: orSteps({ files: listOf(text()) }),
    changes: true,
    run: (engine: Engine, o: Parameters<Engine['createPlan']>[0]) => engine.createPlan(o),
  },
  para_import_plan: {
    title: 'Import a plan',
    description: 'Creates a plan from one of another method: a file or folder of the workspace, or a text.',
    takes: takes(
      {
        from: { anyOf: [text('A path from the workspace folder'), takes({ text: text() }, ['text'])] },
        as: oneOf(['phased', 'simple']),
        tag: text('Which plan of a file that holds several'),
        task: text(),
        title: text(),
        date: text(),
        commit,
      },
      ['from'],
    ),
    gives: orSteps({
      draft: { type: 'object' },
      files: listOf(text()),
      left: listOf(gives({ what: text(), why: text() })),
    }),
    changes: true,
    run: (engine: Engine, o: Parameters<Engine['importPlan']>[0]) => engine.importPlan(o),
  },
  para_approve_plan: {
    title: 'Approve the plan',
    description: 'Records that a person has approved the plan. Only call it when one has said so.',
    takes: takes({ commit }),
    gives: orSteps({}),
    changes: true,
    run: (engine: Engine, o: Parameters<Engine['approvePlan']>[0]) => engine.approvePlan(o).then(none),
  },
  para_execute_phase: {
    title: 'Start a phase',
    description:
      'Judges, then makes the phase’s branch, extracts its to-dos and commits that; or resumes it. All or nothing.',
    takes: takes({
      phase,
      branch: text('The name of the branch, in place of the one by rule'),
      dirty: choice(['carry', 'stash'], 'What becomes of uncommitted changes'),
      existingBranch: choice(['resume', 'suffix'], 'Where its branch exists'),
      offline: choice(['continue'], 'Where the remote can’t be reached'),
      unmerged: choice(['continue'], 'Where a phase it depends on isn’t merged'),
      todoList: choice(['replace'], 'Where a to-do list with ticks is in no summary'),
      todos: listOf(text(), 'In place of the plan’s steps'),
    }),
    gives: orSteps({ branch: text(), todos: listOf(text()), worktree: text(), stash: text() }),
    changes: true,
    reachesOut: true,
    run: async (engine: Engine, o: Parameters<Engine['executePhase']>[0]) => toldOfStart(await engine.executePhase(o)),
  },
  para_set_todo: {
    title: 'Tick a to-do',
    description:
      'Ticks a to-do, or takes the tick back. With “commit”, commits the work with it: what is staged, else every change.',
    takes: takes(
      {
        index: whole('Its place in the to-dos of para_status (of that phase, when one is named), from 0'),
        done: flag(),
        phase: id(),
        text: text('What it says: it is found by that where others have moved it since'),
        commit: { type: ['string', 'boolean'], description: 'The message of the commit, or false' },
      },
      ['index', 'done'],
    ),
    gives: orSteps({
      commit: text(),
      leftOut: listOf(text(), 'Repositories inside this one with changes, which no commit here takes'),
    }),
    changes: true,
    run: (engine: Engine, o: Parameters<Engine['setTodo']>[0]) => engine.setTodo(o),
  },
  para_set_criterion: {
    title: 'Tick a success criterion',
    description: 'Ticks a success criterion of a phase’s plan, or takes the tick back.',
    takes: takes({ index: whole('From 0'), done: flag(), phase: id(), text: text('What it says') }, ['index', 'done']),
    gives: orSteps({}),
    changes: true,
    run: (engine: Engine, o: Parameters<Engine['setCriterion']>[0]) => engine.setCriterion(o).then(none),
  },
  para_summarize_phase: {
    title: 'Summarize a phase',
    description: 'Writes the summary of a phase from its commits, and completes it.',
    takes: takes({
      phase,
      learnings: listOf(text()),
      nextSteps: listOf(text()),
      commit,
      open: choice(['carry'], 'Where to-dos or criteria are open, or there are no commits'),
    }),
    gives: orSteps({ summary: text('Its path') }),
    changes: true,
    run: async (engine: Engine, o: Parameters<Engine['summarizePhase']>[0]) => {
      const { summary } = await engine.summarizePhase(o);
      return { summary };
    },
  },
  para_create_pull_request: {
    title: 'Create a pull request',
    description: 'Pushes a phase’s branch and opens a pull request, or gives the page to make it on.',
    takes: takes({
      phase,
      title: text(),
      body: text('Without it, the summary, in the repository’s own template if it has one'),
      draft: flag('As a draft, which nobody merges yet'),
      template: flag('false: without that template'),
      stacked: flag('false: into the base branch, though built upon a phase that isn’t merged'),
    }),
    gives: orSteps({
      url: orNull(text()),
      created: flag(),
      kind: oneOf(['created', 'existing', 'page', 'pushed']),
      draft: flag('Where a draft was asked for: whether it is made as one; if not, it is to be chosen on the page'),
      into: text('The branch that it goes into, where that isn’t the base branch'),
      changeTo: text('The branch that its base is to be changed to, since it goes into another one'),
    }),
    changes: true,
    reachesOut: true,
    run: (engine: Engine, o: Parameters<Engine['createPullRequest']>[0]) => engine.createPullRequest(o),
  },
  para_archive: {
    title: 'Archive the plan',
    description: 'Moves the context file to the archives and begins a fresh one.',
    takes: takes({ mode: oneOf(['seed', 'fresh']), unfinished: choice(['archive'], 'Where phases are left'), commit }),
    gives: orSteps({ archive: text('Its path') }),
    changes: true,
    run: (engine: Engine, o: Parameters<Engine['archive']>[0]) => engine.archive(o),
  },
  para_undo: {
    title: 'Undo the last step',
    description: 'Takes the last step back, as long as nothing was built on it.',
    takes: takes(),
    gives: orSteps({ left: listOf(text(), 'What isn’t as it was before'), hooked: listOf(text()) }),
    changes: true,
    run: (engine: Engine) => engine.undoLast(),
  },
} satisfies Record<
  string,
  Omit<AgentTool, 'name' | 'run'> & { run: (engine: Engine, options: never) => Promise<object> }
>;

const DRY_RUN = flag('Judge, say what would be done, and change nothing');

/** Every tool, in the order in which a plan is lived through. */
export const AGENT_TOOLS: readonly AgentTool[] = Object.entries(TABLE).map(([name, tool]) => ({
  ...tool,
  name,
  takes: tool.changes ? { ...tool.takes, properties: { ...tool.takes.properties, dryRun: DRY_RUN } } : tool.takes,
}));
