import { isObject, readBrokenJson, readJson, valueOf } from '../json/json';
import { repairJson, type RepairedJson } from '../json/repair';
import type { StateBlock } from './stateBlock';
import { violations } from './validate';

/**
 * A broken state block with the smallest edits that make JSON of it again. Null when there are none, or when the values
 * would fit the schema less than what can be read as it stands.
 */
export function repairedBlock({ source }: Pick<StateBlock, 'source'>): RepairedJson | null {
  const repaired = repairJson(source);
  const { root } = readJson(repaired?.text ?? '', { trailingCommas: false });
  const value = root && valueOf(root);
  if (!repaired || !isObject(value)) return null;
  const old = readBrokenJson(source);
  return faults(value) <= Math.max(0, old ? faults(valueOf(old)) : 0) ? repaired : null;
}

const faults = (value: unknown): number => violations(value).length;
