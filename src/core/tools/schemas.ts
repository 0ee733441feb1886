type Value = string | number | boolean | null | Value[] | Schema;

/** A JSON schema, as data. */
export interface Schema {
  [key: string]: Value;
}

/** A JSON schema of an object, as the protocol has tools tell what they take and give. */
export type ObjectSchema = Schema & { type: 'object'; properties: Record<string, Schema> };

const described = (type: string, description?: string): Schema => ({ type, ...(description ? { description } : {}) });

export const text = (description?: string): Schema => described('string', description);
export const flag = (description?: string): Schema => described('boolean', description);
export const whole = (description?: string): Schema => described('integer', description);
export const listOf = (items: Schema, description?: string): Schema => ({ ...described('array', description), items });
export const oneOf = (values: readonly string[], description?: string): Schema => ({
  ...text(description),
  enum: [...values],
});
export const orNull = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] });
export const id = (description?: string): Schema => ({
  type: ['number', 'string'],
  ...(description ? { description } : {}),
});

/** What a tool takes: nothing else but this. */
export function takes(properties: Record<string, Schema> = {}, required: string[] = []): ObjectSchema {
  return { type: 'object', properties, required, additionalProperties: false };
}

/** What a tool gives: at least this. */
export function gives(properties: Record<string, Schema>, required = Object.keys(properties)): ObjectSchema {
  return { type: 'object', properties, required };
}

const criterion = gives({ text: text(), done: flag(), line: whole() });

/** `PlanStatus`, and what was interrupted. */
export const statusShape = gives({
  interrupted: orNull(
    gives({ title: text(), folder: text(), next: text('What a person types to see the ways out of it') }),
  ),
  state: oneOf(['uninitialized', 'invalid', 'idle', 'planned', 'executing', 'ready', 'complete']),
  readable: flag('Whether the state block can be read; where not, nothing is written'),
  next: orNull(gives({ title: text(), command: text() })),
  plan: orNull(
    gives({ kind: oneOf(['phased', 'simple']), path: text(), title: text(), task: text(), status: orNull(text()) }),
  ),
  currentPhase: orNull(id()),
  phases: listOf(
    gives({
      phase: id(),
      name: text(),
      status: oneOf(['pending', 'in_progress', 'completed']),
      plan: orNull(text()),
      branch: orNull(text()),
      worktree: orNull(text()),
      dependsOn: listOf(id()),
      blockedBy: listOf(id()),
      merged: orNull(flag()),
      steps: whole(),
      criteria: listOf(criterion),
      summary: orNull(text()),
    }),
  ),
  todos: listOf(gives({ text: text(), done: flag(), settled: flag(), line: whole(), phase: orNull(id()) })),
  branch: gives({ expected: orNull(text()), actual: orNull(text()) }),
  summaries: listOf(text()),
  problems: listOf(
    gives({
      code: text(),
      severity: oneOf(['error', 'warning', 'info']),
      message: text(),
      file: text(),
      line: whole(),
    }),
  ),
});

/** `Survey` */
export const surveyShape = gives({
  folders: listOf(gives({ path: text(), what: orNull(text()), languages: listOf(text()), files: whole() })),
  together: listOf(gives({ folders: listOf(text()), commits: whole() })),
  dependencies: listOf(gives({ from: text(), to: text() })),
  commands: listOf(gives({ kind: text(), folder: text(), command: text(), from: text() })),
  layers: listOf(gives({ name: text(), folders: listOf(text()) })),
  leftOut: whole(),
});

/** What a tool gives that may be asked what it would do: with `dryRun`, the steps in words. */
export function orSteps(properties: Record<string, Schema>): ObjectSchema {
  const steps = {
    dryRun: flag('Nothing was changed'),
    title: text(),
    steps: listOf(text(), 'What would be done, step by step'),
  };
  return gives({ ...steps, ...properties }, []);
}
