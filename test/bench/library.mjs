// A library of 2,000 plans: listing it by file names, and reading the first lines for titles and dates, each against
// reading every file whole.
import { open, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { makeRepository } from '../../scripts/lib/repository.mjs';
import { engineAt } from './engine.mjs';

const PLANS = 2_000;
const HEAD = 4_096;

/** @param product the bundle of product.ts */
export async function libraryRows(product, compare) {
  const filler = Array.from({ length: 300 }, (_, line) => `- Line ${line} of a plan`).join('\n');
  const names = Array.from({ length: PLANS }, (_, index) => `2025-12-18-task-${index}.md`);
  const files = Object.fromEntries(
    names.map((name, index) => [
      `context/plans/${name}`,
      `# Plan: Task ${index}\n\n**Date:** 2025-12-18\n\n${filler}\n`,
    ]),
  );
  const { folder } = await makeRepository({ files, remote: false });
  const plans = join(folder, 'context/plans');
  const engine = engineAt(product, folder);
  const whole = {
    label: 'reading every file',
    measure: async () => Promise.all((await readdir(plans)).map((name) => readFile(join(plans, name), 'utf8'))),
  };
  const list = { label: 'Phased Plans', measure: () => engine.library() };
  const titles = {
    label: 'Phased Plans',
    measure: () => Promise.all(names.map((name) => head(product, join(plans, name)))),
  };
  return [
    await compare({ name: `List a library (${PLANS} plans)`, a: list, b: whole }),
    await compare({ name: `Read its titles (${PLANS} plans)`, a: titles, b: whole }),
  ];
}

async function head(product, file) {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD), 0, HEAD, 0);
    return product.readHead('plans', buffer.toString('utf8', 0, bytesRead));
  } finally {
    await handle.close();
  }
}
