import type { Severity } from '../../../src/core/problems/parts/rule';
import type { Change } from '../../support/changes';
import type { MemoryOptions } from '../../support/memory';

/** What a rule finds and what it doesn't, each in a folder in memory. */
export interface RuleExamples {
  /** The titles of its fixes, by what its documentation says of them. */
  fixes: Record<string, RegExp>;
  examples: Example[];
}

/** A folder, and all that the rule finds there. */
export interface Example extends MemoryOptions {
  name: string;
  /**
   * Beside the files of the plan of three phases: another text, or what is changed of the one that is there. `unread`:
   * it can't be read as text; `gone`: there is no such file.
   */
  files?: Record<string, string | Change | { is: 'unread' | 'gone' }>;
  found: ExpectedFinding[];
}

interface ExpectedFinding {
  /** The text that it is shown at. */
  at: string;
  /** Where that isn't the context file. */
  file?: string;
  message: string;
  /** Where it isn't the rule's own. */
  severity?: Severity;
  /** All that are offered; left out: none. */
  fixes?: ExpectedFix[];
}

export interface ExpectedFix {
  title: string;
  /** Left out: not for a command, and else a person must look at it. */
  safe?: true;
  /** What it takes out (`-`) and puts in (`+`), by file where that isn't the context file. */
  lines?: string[] | Record<string, string[]>;
  /** The command that it calls, and with what. */
  command?: [id: string, options?: object];
}
