import type { Command, Flag } from './command';

const phase: Flag = { kind: 'text', value: 'N', about: 'The phase. Left out: the running one, else the next' };
const phaseArgument = { name: 'PHASE', about: 'The phase; the same as --phase', optional: true } as const;
const commit: Flag = { kind: 'switch', about: 'Commit exactly the files that are written' };
const date: Flag = { kind: 'text', value: 'YYYY-MM-DD', about: 'The date in the names of the files (today)' };
const title: Flag = { kind: 'text', value: 'TEXT', about: 'The title of the plan; the task when left out' };

const goOn = (value: string, about: string): Flag => ({
  kind: 'text',
  value: 'CHOICE',
  choices: ['stop', value],
  about,
});

const ticking: Record<string, Flag> = {
  phase,
  criterion: { kind: 'switch', about: 'A success criterion of the plan instead of a to-do' },
  commit: {
    kind: 'text',
    value: 'MESSAGE',
    about: 'Commit the work with it: what is staged, else every change git doesn’t ignore',
  },
};
const todo = { name: 'TO-DO', about: 'Its number, as “phased-plans status” shows it, or its text, or how that begins' };

/** The life of a plan, in its order. */
export const LIFE: readonly Command[] = [
  {
    name: 'init',
    about: 'Make the context folder with a fresh context file; nothing that exists is overwritten',
    arguments: [],
    flags: {},
    changes: true,
    examples: ['phased-plans init'],
  },
  {
    name: 'plan',
    about: 'Create a plan: a master plan with a file for each phase, or one file without phases',
    arguments: [
      { name: 'TASK', about: 'What files and branches are named after', optional: true },
      { name: 'PHASE', about: 'The names of the phases, in their order', optional: true, many: true },
    ],
    flags: {
      title,
      objective: { kind: 'text', value: 'TEXT', about: 'What will be true when it is done' },
      why: { kind: 'text', value: 'TEXT', about: 'Why it is done in phases' },
      date,
      commit,
      input: {
        kind: 'text',
        value: 'FILE',
        about: 'A JSON file with the options of the API’s createPlan (steps, criteria, dependsOn …); “-” is stdin',
      },
    },
    changes: true,
    more: 'What is given on the command line wins over the file.',
    examples: [
      'phased-plans plan add-login Database API "Web front end" --objective "Users sign in"',
      'phased-plans plan --input plan.json --dry-run',
    ],
  },
  {
    name: 'import',
    about: 'Create a plan from one of another method (docs/import.md)',
    arguments: [{ name: 'SOURCE', about: 'A file, a folder, or “-” for a text on stdin' }],
    flags: {
      as: { kind: 'text', value: 'KIND', choices: ['phased', 'simple'], about: 'With phases or without' },
      tag: { kind: 'text', value: 'TAG', about: 'Which plan of a file that holds several' },
      task: { kind: 'text', value: 'TEXT', about: 'What files and branches are named after; the title when left out' },
      title,
      date,
      commit,
      drop: { kind: 'texts', value: 'N', about: 'Leave a phase out, by its number in the source' },
      rename: { kind: 'texts', value: 'N=NAME', about: 'Call a phase something else' },
      merge: { kind: 'texts', value: 'N,N', about: 'Make one phase of several' },
    },
    changes: true,
    examples: ['phased-plans import specs/001-login --dry-run', 'phased-plans import ~/.claude/plans/login.md'],
  },
  {
    name: 'approve',
    about: 'Approve the plan',
    arguments: [],
    flags: { commit },
    changes: true,
    examples: ['phased-plans approve --commit'],
  },
  {
    name: 'execute',
    about: 'Start a phase, or resume it: its branch, its to-dos, and a first commit',
    arguments: [phaseArgument],
    flags: {
      phase,
      branch: { kind: 'text', value: 'NAME', about: 'The name of the branch, in place of the one by rule' },
      worktree: { kind: 'switch', about: 'In a worktree of its own, whatever phasedPlans.isolation says' },
      'no-worktree': { kind: 'switch', about: 'On its branch in this folder, whatever phasedPlans.isolation says' },
      dirty: {
        kind: 'text',
        value: 'CHOICE',
        choices: ['stop', 'carry', 'stash'],
        about: 'What becomes of uncommitted changes (stop)',
      },
      'existing-branch': {
        kind: 'text',
        value: 'CHOICE',
        choices: ['stop', 'resume', 'suffix'],
        about: 'Where its branch exists: go on with it, or make another one (stop)',
      },
      offline: goOn('continue', 'Where the remote can’t be reached: go on with what is known (stop)'),
      unmerged: goOn('continue', 'Where a phase it depends on isn’t merged: start all the same (stop)'),
      'todo-list': goOn('replace', 'Where a to-do list with ticks is in no summary: replace it (stop)'),
      todo: { kind: 'texts', value: 'TEXT', about: 'A to-do in place of the plan’s steps; may be given several times' },
      'no-fetch': { kind: 'switch', about: 'Don’t run “git fetch” first' },
    },
    changes: true,
    examples: ['phased-plans execute --dry-run', 'phased-plans execute 2 --dirty=stash'],
  },
  {
    name: 'done',
    about: 'Tick a to-do, or a success criterion, with a commit of the work if you like',
    arguments: [todo],
    flags: ticking,
    changes: true,
    examples: ['phased-plans done 2', 'phased-plans done "Create users table" --commit "feat: Create users table"'],
  },
  {
    name: 'undone',
    about: 'Take the tick of a to-do, or of a success criterion, back',
    arguments: [todo],
    flags: { phase, criterion: ticking.criterion as Flag },
    changes: true,
    examples: ['phased-plans undone 2'],
  },
  {
    name: 'summarize',
    about: 'Write the summary of a phase, and complete it',
    arguments: [phaseArgument],
    flags: {
      phase,
      learning: { kind: 'texts', value: 'TEXT', about: 'What was learned; may be given several times' },
      next: { kind: 'texts', value: 'TEXT', about: 'A next step for the summary; may be given several times' },
      open: goOn(
        'carry',
        'Where to-dos or criteria are open, or there are no commits: list them in the summary (stop)',
      ),
      commit,
    },
    changes: true,
    examples: ['phased-plans summarize --learning "Tables need names" --commit'],
  },
  {
    name: 'pr',
    about: 'Push the branch of a phase and open a pull request, or name the page to make it on',
    arguments: [phaseArgument],
    flags: {
      phase,
      title: { kind: 'text', value: 'TEXT', about: 'Its title; from the plan when left out' },
      body: {
        kind: 'text',
        value: 'TEXT',
        about: 'Its text; the summary when left out, in the repository’s own template. “-” is stdin',
        mayBeEmpty: true,
      },
      'no-template': { kind: 'switch', about: 'The summary alone, without the template' },
      'no-stack': { kind: 'switch', about: 'Into the base branch, though built upon a phase that isn’t merged' },
      draft: { kind: 'switch', about: 'As a draft; where the forge can’t be told so, that is said' },
    },
    changes: true,
    examples: ['phased-plans pr 1', 'phased-plans pr --draft --dry-run'],
  },
  {
    name: 'archive',
    about: 'Move the context file to the archives and begin a fresh one',
    arguments: [],
    flags: {
      seed: { kind: 'switch', about: 'Keep the list of completed summaries (so it is unless told otherwise)' },
      fresh: { kind: 'switch', about: 'Keep nothing' },
      unfinished: goOn('archive', 'Where phases are left: archive all the same (stop)'),
      commit,
    },
    changes: true,
    examples: ['phased-plans archive --commit'],
  },
];
