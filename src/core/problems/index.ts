import type { Problem } from '../types';
import { contextIssues } from './contextIssues';
import { missingPlan } from './missingPlan';
import type { Rule, Subject } from './rule';

const RULES: readonly Rule[] = [contextIssues, missingPlan];

/** Everything that is wrong with the context file and what it names. */
export function findProblems(subject: Subject): Problem[] {
  return RULES.flatMap((rule) => rule(subject));
}
