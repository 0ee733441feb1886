import type { PhasedPlansApi } from '../../api';
import type { CommandRegistry } from './commands';
import type { Log } from '../log';
import type { PlanStore } from '../folders/store';

/** What features are built from. Each names the part it needs: `Pick<Deps, 'store' | 'commands'>`. */
export interface Deps {
  store: PlanStore;
  commands: CommandRegistry;
  api: PhasedPlansApi;
  log: Log;
}
