/** How many more cases `npm run test:long` tries of what is tried at random. */
const LONG = 10;

/** How many cases fast-check tries: enough to find by day what a change breaks, more when there is time. */
export function cases(byDay: number, long = LONG * byDay): { numRuns: number } {
  return { numRuns: process.env.PHASED_PLANS_LONG ? long : byDay };
}
