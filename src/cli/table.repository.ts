import type { Command } from './command';
import { HOOK_AGENTS } from './hooks/agents';

/** What repairs, takes back, and looks after the repository. */
export const REPOSITORY: readonly Command[] = [
  {
    name: 'undo',
    about: 'Take the last step back, as long as nothing was built on it',
    arguments: [],
    flags: {},
    changes: true,
    examples: ['phased-plans undo --dry-run'],
  },
  {
    name: 'recover',
    about: 'Show a step that was interrupted, and restore, finish or discard it',
    arguments: [
      { name: 'WAY', about: '“restore”, “finish” or “discard”. Left out: only says what each does', optional: true },
    ],
    flags: {},
    changes: true,
    examples: ['phased-plans recover', 'phased-plans recover restore'],
  },
  {
    name: 'rebuild',
    about: 'Write the state block again, from plan files, summaries and branches',
    arguments: [],
    flags: { plan: { kind: 'text', value: 'PATH', about: 'The plan that is under way, where several may be' } },
    changes: true,
    examples: ['phased-plans rebuild --dry-run'],
  },
  {
    name: 'worktrees',
    about: 'List the worktrees of the phases, remove one, or repair them after the repository was moved',
    arguments: [
      { name: 'WAY', about: '“list” (when left out), “remove” or “repair”', optional: true },
      { name: 'PATH', about: 'The worktree to be removed', optional: true },
    ],
    flags: {
      ignored: {
        kind: 'text',
        value: 'CHOICE',
        choices: ['stop', 'remove'],
        about: 'What becomes of files in it that git ignores (stop)',
      },
    },
    changes: true,
    examples: ['phased-plans worktrees', 'phased-plans worktrees remove .para-worktrees/add-login-phase-1'],
  },
  {
    name: 'merge-driver',
    about: 'Have git merge the context file by meaning in this clone, or by line again',
    arguments: [{ name: 'WAY', about: '“install” or “remove”' }],
    flags: {},
    changes: true,
    examples: ['phased-plans merge-driver install'],
  },
  {
    name: 'mcp',
    about: 'Serve the same to an agent by the Model Context Protocol, on stdin and stdout',
    arguments: [],
    flags: {},
    changes: false,
    more: 'Without --folder it works in the folders that the client names (its roots), else in this one. It ends with its client.',
    examples: ['phased-plans mcp', 'phased-plans mcp --folder .'],
  },
  {
    name: 'skill',
    about: 'Print the skill that teaches an agent the method and this program',
    arguments: [],
    flags: {},
    changes: false,
    more: 'Most agents look for it in .agents/skills/phased-plans/SKILL.md, Claude Code in .claude/skills instead.',
    examples: ['phased-plans skill'],
  },
  {
    name: 'hook',
    about: 'Answer a hook of an agent: what runs when its session starts, and once what is open before it stops',
    arguments: [{ name: 'EVENT', about: '“session-start” or “stop”' }],
    flags: {
      agent: {
        kind: 'text',
        value: 'AGENT',
        choices: HOOK_AGENTS,
        about: 'Who reads the answer (claude)',
      },
    },
    changes: false,
    isHook: true,
    more:
      'On stdin comes what the agent tells its hooks; one that says there that it was reminded may stop. ' +
      'Where there is no plan nothing is said. It never keeps an agent by an error: it ends with 0 where ' +
      'it is refused, and with 1 where it isn’t understood.',
    examples: ['phased-plans hook session-start', 'phased-plans hook stop --agent cursor'],
  },
];
