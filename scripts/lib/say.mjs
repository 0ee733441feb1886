// How the scripts talk: one line per slow step, and one line for an expected failure instead of a stack.

/** An expected failure: its message is all a person needs, and names the next step. */
export class Plain extends Error {}

/** Says that a slow step begins; call the result when it is done. */
export function step(title) {
  const begun = Date.now();
  console.log(`• ${title} …`);
  return (outcome = 'done') => console.log(`  ${outcome} (${seconds(begun)})`);
}

/** Runs one slow step between its two lines. */
export async function during(title, work) {
  const done = step(title);
  const result = await work();
  done();
  return result;
}

const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

/** Runs a script's main function; a Plain failure becomes one line and exit code 1. */
export async function main(work) {
  try {
    process.exitCode = (await work()) ?? 0;
  } catch (error) {
    console.error(error instanceof Plain ? `✘ ${error.message}` : error);
    process.exitCode = 1;
  }
}

/** `--name value`, `--name=value` and `--flag`; anything unknown is refused rather than silently ignored. */
export function options(spec, argv = process.argv.slice(2)) {
  const result = {};
  for (let i = 0; i < argv.length; i++) {
    const [, name, inline] = /^--([\w-]+)(?:=(.*))?$/s.exec(argv[i]) ?? [];
    if (!name || !(name in spec)) {
      throw new Plain(
        `Unknown option ${argv[i]}. Known: ${Object.keys(spec)
          .map((key) => `--${key}`)
          .join(', ')}`,
      );
    }
    if (spec[name] === 'flag') result[name] = true;
    else if (inline !== undefined) result[name] = inline;
    else if (i + 1 < argv.length) result[name] = argv[++i];
    else throw new Plain(`--${name} needs a value`);
  }
  return result;
}
