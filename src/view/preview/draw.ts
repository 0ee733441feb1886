import { parseContext } from '../../core/context/parse';
import { stateFence } from '../../core/context/stateBlock';
import type { ListItem, MarkdownDocument } from '../../core/markdown/document';
import { metadataAt } from '../../core/markdown/parse';
import { parsePlan, type PlanFile } from '../../core/plan/parse';
import { lineOfPhase } from '../phaseLine';
import { listProgress, withBox } from './boxes';
import { withChips } from './chips';
import { withLinks } from './links';
import { aroundJson } from './stateTable';
import { phaseChip, stripHtml } from './strip';
import type { PreviewSubject } from './subject';
import { changed, piece, withClass, type PreviewToken } from './tokens';

/**
 * The tokens that a plan, a summary or the context file is shown by. Every text of the document, and of the plan, is
 * escaped; what isn't recognized stays as VS Code shows it.
 */
export function drawDocument(subject: PreviewSubject, tokens: readonly PreviewToken[], source: string): PreviewToken[] {
  return new Drawing(subject, source).draw(tokens);
}

class Drawing {
  readonly #plan: PlanFile;
  readonly #doc: MarkdownDocument;
  /** The items with a box, by their lines. */
  readonly #boxes: ReadonlyMap<number, ListItem>;
  readonly #isContext: boolean;
  #lists = 0;
  /** The item whose box has to be drawn, with its token's level. */
  #item: { item: ListItem; level: number } | null = null;
  /** The line of a row, whose cells have none. */
  #line = 0;

  constructor(
    private readonly subject: PreviewSubject,
    private readonly source: string,
  ) {
    this.#plan = parsePlan(source);
    this.#doc = this.#plan.doc;
    this.#boxes = new Map(this.#doc.items.filter(({ task }) => task).map((item) => [item.line, item]));
    this.#isContext = subject.path === subject.contextFile;
  }

  draw(tokens: readonly PreviewToken[]): PreviewToken[] {
    const title = tokens.findIndex(({ type, map }) => type === 'heading_open' && map?.[0] === this.#plan.titleLine);
    const end = title < 0 ? -1 : tokens.findIndex(({ type }, index) => index > title && type === 'heading_close');
    const drawn: PreviewToken[] = end < 0 ? this.#strip(tokens[0]) : [];
    tokens.forEach((token, index) => {
      drawn.push(...this.#block(token, tokens, index));
      if (index === end) drawn.push(...this.#strip(token));
    });
    return drawn;
  }

  #strip(like: PreviewToken | undefined): PreviewToken[] {
    const strip = like && stripHtml(this.subject);
    return strip ? [piece(like, strip)] : [];
  }

  #block(token: PreviewToken, tokens: readonly PreviewToken[], index: number): PreviewToken[] {
    this.#line = token.map?.[0] ?? this.#line;
    switch (token.type) {
      case 'bullet_list_open':
      case 'ordered_list_open':
        return this.#lists++ === 0 ? [...this.#progress(token), token] : [token];
      case 'bullet_list_close':
      case 'ordered_list_close':
        this.#lists--;
        return [token];
      case 'list_item_open':
        return [this.#listItem(token, tokens[index + 2])];
      case 'heading_close':
        return [...this.#phase(token, tokens[index - 1]), token];
      case 'inline':
        return [this.#inline(token)];
      case 'fence':
        return this.#fence(token);
      default:
        return [token];
    }
  }

  #progress(list: PreviewToken): PreviewToken[] {
    const [from = 0, to = 0] = list.map ?? [];
    const progress = listProgress([...this.#boxes.values()].filter(({ line }) => line >= from && line < to));
    return progress ? [piece(list, progress)] : [];
  }

  #listItem(token: PreviewToken, inline: PreviewToken | undefined): PreviewToken {
    const item = this.#boxes.get(token.map?.[0] ?? -1);
    const isOwn = inline?.type === 'inline' && inline.level === token.level + 2;
    if (!item || !isOwn || !withBox(this.subject.path, item, inline.children ?? [])) return token;
    this.#item = { item, level: inline.level };
    return withClass(token, 'phased-plans-task');
  }

  /** Behind the name of a phase in the master plan; not in its text, which links to the heading are made of. */
  #phase(close: PreviewToken, inline: PreviewToken | undefined): PreviewToken[] {
    const { reading, path } = this.subject;
    const line = inline?.map?.[0];
    if (!reading || path !== reading.status.plan?.path || line === undefined) return [];
    const phase = reading.status.phases.find((each) => lineOfPhase(this.#plan, each.phase) === line);
    return phase ? [piece(close, phaseChip(reading, phase))] : [];
  }

  #inline(token: PreviewToken): PreviewToken {
    const item = this.#item?.level === token.level ? this.#item.item : null;
    if (item) this.#item = null;
    const children = token.children ?? [];
    const boxed = item ? (withBox(this.subject.path, item, children) ?? children) : children;
    return changed(token, { children: this.#lines(boxed, token.map?.[0] ?? this.#line) });
  }

  /** A text line by line; lines of metadata stay lines. */
  #lines(children: readonly PreviewToken[], first: number): PreviewToken[] {
    const lines: PreviewToken[][] = [[]];
    const breaks: PreviewToken[] = [];
    for (const child of children) {
      if (child.type !== 'softbreak' && child.type !== 'hardbreak') lines.at(-1)?.push(child);
      else {
        breaks.push(child);
        lines.push([]);
      }
    }
    return lines.flatMap((line, index) => {
      const at = first + index;
      const drawn = withLinks(
        this.subject,
        this.#doc,
        at,
        this.#isContext ? line : withChips(line, this.#statusAt(at)),
      );
      const end = breaks[index];
      if (!end) return drawn;
      return [...drawn, metadataAt(this.#doc, at + 1) ? changed(end, { type: 'hardbreak' }) : end];
    });
  }

  #statusAt(line: number): string | null {
    const { status } = this.#plan;
    return status?.line === line ? status.text : null;
  }

  #fence(token: PreviewToken): PreviewToken[] {
    const fence = this.#isContext ? stateFence(this.#doc) : null;
    if (!fence || token.map?.[0] !== fence.line) return [token];
    const { before, after } = aroundJson(this.subject, parseContext(this.source));
    return [piece(token, before), token, piece(token, after)];
  }
}
