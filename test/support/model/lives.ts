import { rmSync } from 'node:fs';
import fc from 'fast-check';
import { cases } from '../cases';
import { authentication, plannedWorld } from '../world';
import { begin } from './life';
import { take, turns } from './turns';
import { OtherWindow } from './window';

/** Steps that say whose they are. */
const plan = {
  ...authentication,
  phases: (authentication.phases ?? []).map((phase, index) => ({
    ...phase,
    steps: [1, 2, 3].map((step) => `Phase ${index + 1} step ${step}`),
    criteria: [`Phase ${index + 1} works`],
  })),
};

/** How many turns a life has, and how many lives each of the test files tries: by day, and when there is time. */
const TURNS = 30;
const LIVES = 20;
const LONG = 1000;

/** Tries random lives; several test files do so, side by side. */
export function tryLives(part: number): void {
  describe(`the life of a plan, with two windows, an agent and a person (${part})`, function () {
    this.timeout(3_600_000);
    let window: OtherWindow;

    before(() => void (window = new OtherWindow()));
    after(() => window.close());

    it('loses nothing of anybody’s, takes no status back, and leaves what it refuses as it was', async () => {
      const asserted = fc.assert(
        fc.asyncProperty(turns(TURNS), async (all) => {
          const world = await plannedWorld({ files: { 'src/first.txt': 'first\n' } }, plan);
          try {
            await take(begin(world, window.on(world.folder)), all);
          } finally {
            rmSync(world.root, { recursive: true, force: true });
          }
        }),
        // To shorten the story would take longer than to read it.
        { ...cases(LIVES, LONG), endOnFailure: true },
      );
      await asserted.catch((error: Error) => {
        // What went wrong, and the whole story up to there, stand in its cause.
        throw new Error(`${error.message}\n${String((error.cause as Error | undefined)?.message)}`, { cause: error });
      });
    });
  });
}
