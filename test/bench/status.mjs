// Reading the status of a plan, refs included, against one `git status` of the same repository.
import { git, makeRepository } from '../../scripts/lib/repository.mjs';
import { engineAt } from './startPhase.mjs';

/** @param product the bundle of product.ts */
export async function statusRow(product, compare) {
  const { folder } = await makeRepository();
  const engine = engineAt(product, folder);
  await engine.init();
  const phases = Array.from({ length: 10 }, (_, index) => ({ name: `Phase ${index}`, steps: ['A step'] }));
  await engine.createPlan({ task: 'bench', phases, commit: true });
  await engine.executePhase({ phase: 1 });
  return compare({
    name: 'Read the status (10 phases)',
    a: { label: 'Phased Plans', measure: () => engine.status() },
    b: { label: 'git status', measure: () => git(folder, ['status', '--porcelain']) },
    runs: 21,
  });
}
