import { PlanError } from '../errors';
import { arrange, type Arranged } from '../import/arrange';
import type { ForeignPlan, LeftOut, PlanDraft } from '../import/model';
import { LARGEST_FILE } from '../limits';
import type { Ports } from '../ports';
import { mustBeTrusted } from '../repository/repo';
import type { ImportOptions } from '../types';
import { createPlan, foreseePlan, worldOrFresh } from './createPlan';
import { importedContent, type ImportChoices } from './importContent';
import { chooseTag, readSource } from './importSource';

/** What an import gives. */
export interface Imported {
  /** What was read, with what was asked for. */
  draft: PlanDraft;
  /** The plan files. */
  files: string[];
  /** What of the source is in none of them, and why. */
  left: LeftOut[];
}

/** What importing would write, for a preview. */
export interface ForeseenImport extends Pick<Arranged, 'draft' | 'phases' | 'isPhased'> {
  task: string;
  files: { path: string; text: string }[];
  left: LeftOut[];
}

/**
 * Writes a plan as `createPlan` does, from what another method has written. With `dryRun` nothing is written, and no
 * context file is needed. Throws `UNTRUSTED`, `PLAN_MISSING` where there is no such source, `OUTSIDE_WORKSPACE`,
 * `INVALID_ARGUMENT` for what can't be read as one plan, and what `createPlan` throws.
 */
export async function importPlan(ports: Ports, { from, tag, dryRun, ...o }: ImportOptions): Promise<Imported> {
  mustBeTrusted(ports);
  const plan = chooseTag(await readSource(ports, from), tag);
  if (!dryRun) return importRead(ports, plan, o);
  const { draft, files, left } = await foreseeImport(ports, plan, o);
  return { draft, files: files.map(({ path }) => path), left };
}

/** What `importRead` would write. Changes nothing, and throws as that does. */
export async function foreseeImport(ports: Ports, plan: ForeignPlan, o: ImportChoices): Promise<ForeseenImport> {
  mustBeTrusted(ports);
  const { draft, phases, isPhased, left } = arrange(plan.draft, o);
  const content = importedContent(ports, plan, { draft, phases, isPhased }, o);
  const { world } = await worldOrFresh(ports);
  const foreseen = await foreseePlan(ports, world, content);
  for (const { path, text } of foreseen.files) {
    if (text.length <= LARGEST_FILE) continue;
    throw new PlanError(
      'INVALID_ARGUMENT',
      `${path} would be larger than any plan that is read. Leave some of it out.`,
    );
  }
  return { draft, phases, isPhased, task: foreseen.plan.task, files: foreseen.files, left: [...plan.left, ...left] };
}

/**
 * Writes a plan that was read before. Throws what `createPlan` throws.
 *
 * @param at As for `createPlan`.
 */
export async function importRead(
  ports: Ports,
  plan: ForeignPlan,
  o: ImportChoices,
  at: { initialize?: boolean } = {},
): Promise<Imported> {
  const { draft, phases, isPhased, left } = await foreseeImport(ports, plan, o);
  const { files } = await createPlan(ports, importedContent(ports, plan, { draft, phases, isPhased }, o), at);
  return { draft, files, left };
}
