import { commands } from '../../ids';
import type { ContextFile } from '../context/model';
import { findObstacle } from '../problems';
import type { ChangingFix } from '../problems/fixAll';
import type { Subject } from '../problems/parts/rule';
import { revealed } from '../revealed';
import type { NextAction, Problem } from '../types';
import type { Broken } from './snapshot';

/** What keeps the state from being read, and with it everything from being written. */
export interface Obstacle {
  problem: Problem;
  /** What repairs it: an edit of the text, or a command; null where that is left to a person. */
  repair: { title: string; by: 'edit' | 'command'; fix?: ChangingFix } | null;
  next: NextAction | null;
}

/** `subject`: without a text where the context file can't be read as one. */
export function obstacleOf(
  subject: Omit<Subject, 'context'> & { context: ContextFile | null },
  { why, isRepaired }: Broken,
): Obstacle {
  const { path, context } = subject;
  const found = context && findObstacle({ ...subject, context });
  const problem: Problem = {
    code: found?.rule ?? 'unreadable',
    severity: 'error',
    message: revealed(found?.message ?? why),
    file: path,
    line: found?.range.start.line ?? 0,
  };
  if (isRepaired) {
    const message = 'The state block is repaired in the editor. It counts once the file is saved.';
    return repairing({ ...problem, message }, 'Save the Context File');
  }
  // What is no text can't be opened either.
  if (!context) return { problem, repair: null, next: null };
  const [fix] = found?.fixes ?? [];
  if (fix && 'safe' in fix) return repairing(problem, revealed(fix.title), { fix });
  if (fix) return repairing(problem, revealed(fix.title), { command: fix.command });
  return { problem, repair: null, next: { title: 'Open the Context File', command: commands.openContext } };
}

function repairing(problem: Problem, title: string, o: { fix?: ChangingFix; command?: string } = {}): Obstacle {
  const { fix, command = commands.repairState } = o;
  const by = command === commands.repairState ? ('edit' as const) : ('command' as const);
  return { problem, repair: { title, by, ...(fix ? { fix } : {}) }, next: { title, command } };
}
