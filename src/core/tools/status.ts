import type { PlanStatus } from '../types';
import type { Engine } from '../workflow/engine';

/** A step that was cut short, for who can't be asked what to do with it. */
interface InterruptedStep {
  title: string;
  folder: string;
  /** What shows the ways out of it; a person chooses one. */
  next: string;
}

/** Where the plan stands; what was interrupted is said first, since it comes before all else. */
export async function statusForAgents(engine: Engine): Promise<{ interrupted: InterruptedStep | null } & PlanStatus> {
  const [status, found] = await Promise.all([engine.status(), engine.interrupted()]);
  const interrupted = found && { title: found.title, folder: found.folder, next: 'phased-plans recover' };
  return { interrupted, ...status };
}
