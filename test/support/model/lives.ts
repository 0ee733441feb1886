import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { cases } from '../cases';
import { authentication, plannedWorld, worldLike, type TestWorld } from '../world';
import { begin, type Life } from './life';
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

/**
 * How many turns a life has from the stage where it begins, and how many lives each of the test files tries: by day,
 * and when there is time. By day many short lives from everywhere find more than few long ones in the same minutes.
 */
const [TURNS, LONG_TURNS] = [9, 30];
const [LIVES, LONG_LIVES] = [70, 1000];

/** A plan of three phases goes on nine times: each phase is started, worked on and summarized, and merged. */
const LAST_STAGE = 8;

/** What was written up to a stage, beside the repository. */
const LIVED = 'lived.json';

/**
 * A world whose plan has gone on so many times, brought there once for the whole run, and what was written on the way.
 */
async function worldAtStage(stage: number): Promise<{ world: TestWorld; lived: Pick<Life, 'marks' | 'next'> }> {
  const world = await worldLike(['life', plan, stage], async () => {
    if (stage === 0) {
      const first = await plannedWorld({ files: { 'src/first.txt': 'first\n' } }, plan);
      return remember(begin(first, first.engine));
    }
    const before = await worldAtStage(stage - 1);
    const life = { ...begin(before.world, before.world.engine), ...before.lived };
    await take(life, [{ name: 'go on', choice: 0, yes: false }]);
    return remember(life);
  });
  const { marks, next } = JSON.parse(readFileSync(path.join(world.root, LIVED), 'utf8')) as {
    marks: string[];
    next: number;
  };
  return { world, lived: { marks: new Set(marks), next } };
}

function remember({ world, marks, next }: Life): TestWorld {
  writeFileSync(path.join(world.root, LIVED), JSON.stringify({ marks: [...marks], next }));
  return world;
}

/** Tries random lives; several test files do so, side by side. */
export function tryLives(part: number): void {
  describe(`the life of a plan, with two windows, an agent and a person (${part})`, function () {
    this.timeout(3_600_000);
    let window: OtherWindow;

    before(() => void (window = new OtherWindow()));
    after(() => window.close());

    it('loses nothing of anybody’s, takes no status back, and leaves what it refuses as it was', async () => {
      const asserted = fc.assert(
        fc.asyncProperty(
          fc.nat(LAST_STAGE),
          turns(process.env.PHASED_PLANS_LONG ? LONG_TURNS : TURNS),
          async (stage, all) => {
            const { world, lived } = await worldAtStage(stage);
            try {
              await take({ ...begin(world, window.on(world.folder)), ...lived }, all);
            } finally {
              rmSync(world.root, { recursive: true, force: true });
            }
          },
        ),
        // To shorten the story would take longer than to read it.
        { ...cases(LIVES, LONG_LIVES), endOnFailure: true },
      );
      await asserted.catch((error: Error) => {
        // What went wrong, and the whole story up to there, stand in its cause.
        throw new Error(`${error.message}\n${String((error.cause as Error | undefined)?.message)}`, { cause: error });
      });
    });
  });
}
