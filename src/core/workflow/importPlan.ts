import { arrange, type Arranged } from '../import/arrange';
import type { ForeignPlan, LeftOut, PlanDraft } from '../import/model';
import type { Ports } from '../ports';
import { mustBeTrusted } from '../repository/repo';
import type { ImportOptions } from '../types';
import { createPlan, foreseePlan, worldOrFresh } from './createPlan';
import { importedContent, type ImportChoices } from './importContent';
import { chooseTag, readSource } from './importSource';
import type { PlanContent } from './newPlan';

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
  const { content, ...arranged } = contentOf(ports, plan, o);
  const { world } = await worldOrFresh(ports);
  const foreseen = await foreseePlan(ports, world, content);
  return { ...arranged, task: foreseen.plan.task, files: foreseen.files };
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
  const { content, draft, left } = contentOf(ports, plan, o);
  const { files } = await createPlan(ports, content, at);
  return { draft, files, left };
}

function contentOf(ports: Ports, plan: ForeignPlan, o: ImportChoices): Arranged & { content: PlanContent } {
  const arranged = arrange(plan.draft, o);
  const content = importedContent(ports, plan, arranged, o);
  return { ...arranged, left: [...plan.left, ...arranged.left], content };
}
