import type { ErrorObject, ValidateFunction } from 'ajv';
import { validate } from '../../../schemas/stateValidator.mjs';

export interface Violation {
  path: (string | number)[];
  message: string;
}

/** More than this says nothing new about a file. */
const MOST_VIOLATIONS = 20;

/** The types of JSON, in words. */
const NOUNS: Record<string, string> = {
  array: 'a list',
  boolean: 'true or false',
  integer: 'a whole number',
  number: 'a number',
  object: 'an object',
  string: 'a string',
};

/** What in a state block violates the schema. */
export function violations(value: unknown): Violation[] {
  const isValid = validate as ValidateFunction;
  if (isValid(value)) return [];
  return (isValid.errors ?? []).slice(0, MOST_VIOLATIONS).map(violation);
}

function violation(error: ErrorObject): Violation {
  const path = error.instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  const what = path.length === 0 ? 'The state block' : `“${describePath(path)}”`;
  return { path, message: `${what} ${schemaComplaint(error)}.` };
}

function schemaComplaint(error: ErrorObject): string {
  const params = error.params as {
    type?: string | string[];
    allowedValues?: unknown[];
    missingProperty?: string;
    limit?: number;
  };
  if (params.limit !== undefined) return `has more than ${params.limit} items`;
  if (params.missingProperty) return `has no “${params.missingProperty}”`;
  if (params.allowedValues) return `has to be ${orWords(params.allowedValues.map(String))}`;
  const types = params.type === undefined ? [] : [params.type].flat().filter((type) => type !== 'null');
  return types.length > 0 ? `has to be ${orWords(types.map((type) => NOUNS[type] ?? type))}` : (error.message ?? '');
}

const orWords = (all: readonly string[]): string => all.join(', ').replace(/, ([^,]*)$/, ' or $1');

/** `phased_execution.phases[0].status`. */
export function describePath(path: readonly (string | number)[]): string {
  if (path.length === 0) return 'the top of the state block';
  return path.map((part, i) => (typeof part === 'number' ? `[${part}]` : i ? `.${part}` : part)).join('');
}
