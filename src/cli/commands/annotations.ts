import { createHash } from 'node:crypto';
import { revealedName } from '../../core/revealed';
import type { Problem } from '../../core/types';

const FORMATS = { github: githubLines, azure: azureLines, gitlab: gitlabLines };

export type Annotated = keyof typeof FORMATS;

export const isAnnotated = (format: string): format is Annotated => Object.hasOwn(FORMATS, format);

/**
 * Problems as a CI shows them beside the lines they are about. `inside`: the way from the top of the repository to the
 * folder, as CIs know files from there.
 */
export function annotationsOf(problems: readonly Problem[], format: Annotated, inside: string): string[] {
  const placed = problems.map((each) => ({
    ...each,
    message: revealedName(each.message),
    file: inside === '' ? each.file : `${inside}/${each.file}`,
  }));
  return FORMATS[format](placed);
}

/** A text can't begin another command there: https://docs.github.com/actions/reference/workflow-commands. */
function githubLines(problems: readonly Problem[]): string[] {
  const data = (text: string) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  const property = (text: string) => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
  const levels = { error: 'error', warning: 'warning', info: 'notice' };
  return problems.map(
    ({ severity, file, line, code, message }) =>
      `::${levels[severity]} file=${property(file)},line=${line + 1},title=${property(code)}::${data(message)}`,
  );
}

function azureLines(problems: readonly Problem[]): string[] {
  const escaped = (text: string) =>
    text
      .replaceAll('%', '%AZP25')
      .replaceAll(';', '%3B')
      .replaceAll('\r', '%0D')
      .replaceAll('\n', '%0A')
      .replaceAll(']', '%5D');
  return problems.map(({ severity, file, line, code, message }) => {
    // It knows no hints.
    const type = severity === 'error' ? 'error' : 'warning';
    const place = `sourcepath=${escaped(file)};linenumber=${line + 1}`;
    return `##vso[task.logissue type=${type};${place};code=${escaped(code)}]${escaped(message)}`;
  });
}

/** GitLab’s report of Code Quality. */
function gitlabLines(problems: readonly Problem[]): string[] {
  const severities = { error: 'major', warning: 'minor', info: 'info' };
  const report = problems.map(({ severity, file, line, code, message }) => ({
    description: message,
    check_name: code,
    fingerprint: createHash('sha256')
      .update(JSON.stringify([code, file, message]))
      .digest('hex'),
    severity: severities[severity],
    location: { path: file, lines: { begin: line + 1 } },
  }));
  return JSON.stringify(report, null, 2).split('\n');
}
