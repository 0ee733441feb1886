import { MOST_PHASES } from '../limits';

/**
 * The JSON schema of the state block. Lenient on purpose: the block is shared with other tools of the method, so
 * unknown keys are welcome everywhere and only what this extension couldn't understand counts as a violation.
 */
const PHASE_ID = { type: ['number', 'string'] } as const;
const NULLABLE_TEXT = { type: ['string', 'null'] } as const;
const PATHS = { type: ['array', 'null'], items: { type: 'string' } } as const;

const REPOS = { description: 'Other repositories: “<name>/path” is a path in one of them.' } as const;

const PHASE_SCHEMA = {
  type: 'object',
  required: ['phase'],
  properties: {
    phase: { ...PHASE_ID, description: 'The id: a number or a string (1, "1a", "7A").' },
    name: { ...NULLABLE_TEXT, description: "The phase's name; without it the plan file's heading counts." },
    description: { ...NULLABLE_TEXT, description: 'Read as the name when there is none.' },
    plan: {
      ...NULLABLE_TEXT,
      description: 'Its plan file. Without it (or "TBD"), the file is found by the naming rule.',
    },
    status: {
      enum: ['pending', 'planned', 'in_progress', 'completed', 'complete', 'merged', 'dropped'],
      description:
        'pending, in_progress or completed; planned reads as pending, complete and merged as completed; ' +
        'dropped: not to be done any more.',
    },
    depends_on: {
      type: ['array', 'number', 'string', 'null'],
      items: PHASE_ID,
      description: 'The phases that must be completed and merged first; without it, all earlier ones.',
    },
    branch: { ...NULLABLE_TEXT, description: 'Its branch, when it has another name than the rule gives.' },
    worktree_path: { ...NULLABLE_TEXT, description: 'The worktree it runs in.' },
    merged: { type: ['boolean', 'null'], description: 'Whether its pull request is known to be merged.' },
    pr: { type: ['number', 'string', 'null'], description: 'Its pull request: a number or an address.' },
    completed_at: { ...NULLABLE_TEXT, description: 'When it was completed.' },
  },
} as const;

export const contextSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: 'urn:phased-plans:context-state',
  title: 'State block of a PARA context file',
  type: 'object',
  properties: {
    active_context: {
      type: ['array', 'object', 'null'],
      items: { type: 'string' },
      properties: { repos: REPOS },
      additionalProperties: {
        type: ['array', 'object', 'string', 'null'],
        items: { type: 'string' },
        properties: { repos: REPOS, plans: PATHS },
      },
      description: 'The plan files in use: a list of paths, or groups of paths by name.',
    },
    completed_summaries: { ...PATHS, description: 'The summaries written so far.' },
    execution_branch: { ...NULLABLE_TEXT, description: 'The branch of the phase that runs.' },
    execution_started: { ...NULLABLE_TEXT, description: 'When it was started (UTC).' },
    worktree_path: { ...NULLABLE_TEXT, description: 'The worktree that a plan without phases runs in.' },
    phased_execution: {
      type: ['object', 'null'],
      properties: {
        master_plan: { ...NULLABLE_TEXT, description: 'The master plan.' },
        phases: {
          type: ['array', 'null'],
          items: PHASE_SCHEMA,
          maxItems: MOST_PHASES,
          description: 'The phases, in order.',
        },
        current_phase: { type: ['number', 'string', 'null'], description: 'The phase that runs, or the next one.' },
      },
      description: 'The phased plan under way.',
    },
    current_phase: { type: ['number', 'string', 'null'], description: 'Read when phased_execution has none.' },
    workflow: {
      type: ['object', 'string', 'null'],
      properties: { current_phase: { type: ['number', 'string', 'null'] } },
    },
    last_updated: { ...NULLABLE_TEXT, description: 'When the state was last changed (UTC).' },
  },
} as const;

type Path = readonly (string | number)[];

/** The order in which the method writes the keys of an object of the state block; empty for objects it doesn't know. */
export function keyOrder(path: Path): readonly string[] {
  if (path.length === 0) {
    return [
      'active_context',
      'completed_summaries',
      'execution_branch',
      'execution_started',
      'worktree_path',
      'phased_execution',
      'last_updated',
    ];
  }
  if (path[0] !== 'phased_execution') return [];
  if (path.length === 1) return ['master_plan', 'phases', 'current_phase'];
  if (path.length === 3 && path[1] === 'phases') {
    return ['phase', 'name', 'description', 'plan', 'status', 'depends_on', 'branch', 'worktree_path', 'merged', 'pr'];
  }
  return [];
}
