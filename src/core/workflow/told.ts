import type { ExecuteResult } from '../types';
import type { StartResult } from './start/options';

/** What programs are told of a start. */
export function toldOfStart({ commit: _, along: __, ...result }: StartResult): ExecuteResult {
  return result;
}
