/** Whether a value is a state block by `context-state.schema.json`; it keeps what isn't right as ajv's functions do. */
export function validate(value: unknown): boolean;
