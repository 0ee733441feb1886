import { PlanError } from '../../core/errors';
import type { Problem } from '../../core/types';
import { plural } from '../../view/phaseView';
import { flagValue } from '../command';
import type { CommandAnswer, Called } from '../answer';
import { styled, type Line } from '../terminal';
import { numberIn } from '../usage';
import { annotationsOf, isAnnotated, type Annotated } from './annotations';

const ORDER: readonly Problem['severity'][] = ['info', 'warning', 'error'];

/** `check`: every problem of the plan files. Ends with 1 from a severity on, and with more warnings than allowed. */
export async function check({ engine, given, env, inside }: Called): Promise<CommandAnswer> {
  const most = flagValue(given, 'max-warnings');
  const allowed = most === undefined ? Infinity : numberIn('check', '--max-warnings', most);
  const { state, problems } = await engine.status();
  if (state === 'uninitialized') {
    throw new PlanError(
      'NOT_INITIALIZED',
      'There is no context file here, so there is nothing to check. Name the folder of the plan.',
    );
  }
  const from = ORDER.indexOf((flagValue(given, 'severity') ?? 'error') as Problem['severity']);
  const warnings = problems.filter(({ severity }) => severity === 'warning').length;
  const fails = warnings > allowed || problems.some(({ severity }) => ORDER.indexOf(severity) >= from);
  const json = { problems };
  const words = wordsOf(problems, formatOf(flagValue(given, 'format') ?? 'text', env), inside);
  return { json, words, ...(fails ? { code: 1 as const } : {}) };
}

type Format = 'text' | 'json' | Annotated;

/** The form that the CI reads in which this runs. */
function formatOf(format: string, env: Called['env']): Format {
  if (format === 'json' || isAnnotated(format)) return format;
  if (format !== 'annotations') return 'text';
  if (env.GITHUB_ACTIONS) return 'github';
  if (env.TF_BUILD) return 'azure';
  return env.GITLAB_CI ? 'gitlab' : 'text';
}

function wordsOf(problems: readonly Problem[], format: Format, inside: string): Line[] {
  if (format === 'json') return JSON.stringify({ problems }, null, 2).split('\n');
  if (format !== 'text') return annotationsOf(problems, format, inside);
  const colours = { error: 'red', warning: 'yellow', info: 'cyan' } as const;
  const lines = problems.map(({ severity, file, line, message, code }): Line => [
    `${file}:${line + 1} `,
    styled(colours[severity], severity),
    ` ${message} `,
    styled('dim', code),
  ]);
  const count = (severity: Problem['severity']) => problems.filter((each) => each.severity === severity).length;
  const words = { error: 'error', warning: 'warning', info: 'hint' } as const;
  const counted = (['error', 'warning', 'info'] as const).map((each) => plural(count(each), words[each]));
  return [...lines, problems.length === 0 ? 'No problems.' : `${counted.join(', ')}.`];
}
