import { metadataTarget, metadataAt } from '../../core/markdown/parse';
import type { MarkdownDocument } from '../../core/markdown/document';
import { resolveReference } from '../../core/plan/names';
import { revealedName } from '../../core/revealed';
import { escapeHtml, html, Html } from '../html';
import type { PreviewSubject } from './subject';
import { changed, piece, type PreviewToken } from './tokens';

/** How a file is reached from a document beside it or elsewhere in the workspace folder; `line`: from 0. */
export function hrefTo(from: string, to: string, line?: number): string {
  const [here, there] = [from.split('/').slice(0, -1), to.split('/')];
  let same = 0;
  while (same < here.length && same < there.length - 1 && here[same] === there[same]) same++;
  const up = here.slice(same).map(() => '..');
  // With a dot first, so that no name is taken for a scheme.
  const steps = [...(up.length > 0 ? up : ['.']), ...there.slice(same).map(encodeURIComponent)];
  return `${steps.join('/')}${line === undefined ? '' : `#L${line + 1}`}`;
}

/** A link to a file that is there; else the same without a link. */
export function linkHtml({ path, files }: PreviewSubject, to: string | null, content: Html): Html {
  if (to === null || to === path || !files.has(to)) return content;
  return html`<a href="${hrefTo(path, to)}" title="${revealedName(to)}">${content}</a>`;
}

/** The file that a text names, as the method does or from the document; null when it is none that is there. */
function fileNamed({ path, files }: PreviewSubject, text: string): string | null {
  if (text.length > 1000) return null;
  const named = text.replace(/#.*$/, '');
  const found = [joined(path, named), resolveReference(path, named)].find((each) => files.has(each));
  return found === undefined || found === path ? null : found;
}

/** `../summaries/x.md` beside `context/plans/y.md` → `context/summaries/x.md`. */
function joined(from: string, relative: string): string {
  const steps = from.split('/').slice(0, -1);
  for (const step of relative.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.') steps.push(step);
  }
  return steps.join('/');
}

/** The tokens of a text with links on the files that it names, and with links that lead where they say. */
export function withLinks(
  subject: PreviewSubject,
  doc: MarkdownDocument,
  line: number,
  children: PreviewToken[],
): PreviewToken[] {
  const metadata = metadataAt(doc, line);
  const target = metadata && metadataTarget(metadata.value);
  let isInLink = false;
  return children.flatMap((token) => {
    if (token.type === 'link_open') isInLink = true;
    if (token.type === 'link_close') isInLink = false;
    if (token.type === 'link_open') return [ledRight(subject, token)];
    if (isInLink) return [token];
    if (token.type === 'code_inline') return linked(subject, token, token.content);
    return token.type === 'text' && target ? linked(subject, token, target) : [token];
  });
}

/** A path from the workspace folder, as the method writes them, leads there. */
function ledRight(subject: PreviewSubject, token: PreviewToken): PreviewToken {
  const href = token.attrs?.find(([key]) => key === 'href')?.[1] ?? '';
  const [written = '', fragment] = decoded(href).split('#', 2);
  const { path, files } = subject;
  if (written === '' || files.has(joined(path, written)) || !files.has(written)) return token;
  const others = (token.attrs ?? []).filter(([key]) => key !== 'href' && key !== 'data-href');
  const right = `${hrefTo(path, written)}${fragment === undefined ? '' : `#${encodeURIComponent(fragment)}`}`;
  return changed(token, { attrs: [['href', right], ...others] });
}

function decoded(href: string): string {
  try {
    return decodeURIComponent(href);
  } catch {
    return href;
  }
}

/** A token whose text names a file, or has the name in it, with a link on the name. */
function linked(subject: PreviewSubject, token: PreviewToken, name: string): PreviewToken[] {
  const at = token.content.indexOf(name);
  const file = at < 0 ? null : fileNamed(subject, name);
  if (file === null) return [token];
  const [before, after] = [token.content.slice(0, at), token.content.slice(at + name.length)];
  const text = (content: string) => (content === '' ? [] : [changed(token, { content })]);
  return [
    ...text(before),
    piece(
      token,
      new Html(`<a href="${escapeHtml(hrefTo(subject.path, file))}" title="${escapeHtml(revealedName(file))}">`),
    ),
    changed(token, { content: name }),
    piece(token, new Html('</a>')),
    ...text(after),
  ];
}
