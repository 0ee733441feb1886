import { revealedName } from '../revealed';
import type { Survey } from './model';

/** A survey in words, as Markdown: for people, and for whoever reads texts. */
export function surveyText({ folders, together, dependencies, commands, layers, leftOut }: Survey): string {
  const section = (title: string, lines: string[]): string[] =>
    lines.length === 0 ? [] : ['', `## ${title}`, '', ...lines.map((line) => `- ${revealedName(line)}`)];
  return [
    '# Survey',
    ...section(
      'Candidates for phases, in their order',
      layers.map(({ name, folders: of }) => `${name}: ${of.join(', ')}`),
    ),
    ...section(
      'Folders',
      folders.map(({ path, what, languages, files }) =>
        [`${path}${what === null ? '' : ` (${what})`}`, languages.join(', '), files === 1 ? '1 file' : `${files} files`]
          .filter(Boolean)
          .join('; '),
      ),
    ),
    ...section(
      'Needs, by manifests',
      dependencies.map(({ from, to }) => `${from} needs ${to}`),
    ),
    ...section(
      'Change together',
      together.map(({ folders: [a, b], commits }) => `${a} and ${b}: ${commits} commits`),
    ),
    ...section(
      'Commands',
      commands.map(({ kind, folder, command }) => `${kind}: ${command}${folder === '.' ? '' : ` (in ${folder})`}`),
    ),
    ...(leftOut > 0 ? ['', `${leftOut} more were left out.`] : []),
    '',
  ].join('\n');
}
