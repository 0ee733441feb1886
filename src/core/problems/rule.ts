import type { ContextFile } from '../context/model';
import type { Problem } from '../types';
import type { ActivePlan } from '../workflow/world';

/** What the rules look at: the files alone. */
export interface Subject {
  /** The context file's path. */
  path: string;
  context: ContextFile;
  /** Null where the state block can't be used or names none. */
  plan: ActivePlan | null;
}

/** A pure rule: the same files give the same problems. Messages read “Unexpected X, expected Y”. */
export type Rule = (subject: Subject) => Problem[];
