import type { Html } from '../html';

/** What is read and changed of a token of VS Code's Markdown; each has more, which is copied along. */
export interface PreviewToken {
  type: string;
  nesting: number;
  level: number;
  content: string;
  map: [number, number] | null;
  attrs: [string, string][] | null;
  children: PreviewToken[] | null;
}

/** The kind of tokens that stand for a piece of HTML of ours. */
export const pieceType = 'phased_plans';

/** A token that is shown as this HTML, made like another one. */
export function piece(like: PreviewToken, content: Html): PreviewToken {
  return changed(like, { type: pieceType, nesting: 0, content: content.text, map: null, attrs: null, children: null });
}

/** A copy: VS Code keeps the tokens that it has given, for the outline and for the next time. */
export function changed(token: PreviewToken, changes: Partial<PreviewToken>): PreviewToken {
  const copy = Object.create(Object.getPrototypeOf(token) as object) as PreviewToken;
  return Object.assign(copy, token, changes);
}

/** A copy with one more class. */
export function withClass(token: PreviewToken, name: string): PreviewToken {
  const attrs = token.attrs ?? [];
  const others = attrs.filter(([key]) => key !== 'class');
  const before = attrs.find(([key]) => key === 'class')?.[1];
  return changed(token, { attrs: [...others, ['class', before ? `${before} ${name}` : name]] });
}
