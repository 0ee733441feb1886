/**
 * A Markdown file as the method sees it: headings, list items and fences with their places in the original text.
 * The only user of markdown-it. Lines are 0-based; `endLine` is the first line after.
 */
export interface Heading {
  level: number;
  /** Cleaned of inline markup. */
  text: string;
  line: number;
  /** Where its section ends: the next heading of its level or above, else the end of the file. */
  endLine: number;
}

export interface ListItem {
  line: number;
  endLine: number;
  /** 0 for an item of a top-level list. */
  depth: number;
  ordered: boolean;
  /** Its first paragraph's first line, cleaned of the box and of inline markup. */
  text: string;
  /** The same line without its box, inline markup kept: what to copy into another file. */
  raw: string;
  /** The other lines of that paragraph, as written. */
  more: string[];
  /** Where its text begins, its box included, as an offset in the file; null while it has none. */
  start: number | null;
  /** Whether its text begins with strong emphasis: `1. **Do this**`. */
  bold: boolean;
  /** The box, when it has one: the character between the brackets and that character's offset in the text. */
  task: { marker: string; offset: number } | null;
}

export interface Fence {
  /** The first word after the back-ticks, in lower case; empty when there is none. */
  language: string;
  /** The line of the opening back-ticks. */
  line: number;
  endLine: number;
  /** Offsets in the text of what stands between the two fence lines. */
  start: number;
  end: number;
  /** The column the fence is indented by, 0 for a top-level fence. */
  depth: number;
  /** False where its last line of back-ticks is missing: it goes on to the end of what it stands in. */
  isClosed: boolean;
}

interface Paragraph {
  line: number;
  endLine: number;
  /** Raw, joined by `\n`. */
  text: string;
}

/** A label with its value: `**Status:** Draft`, or a key of the front matter. */
export interface MetadataLine {
  /** As written: `Parent Plan`. */
  label: string;
  /** Raw, without the white space around it. */
  value: string;
  line: number;
  /** Offsets of the value in the text. */
  start: number;
  end: number;
}

export interface FrontMatter {
  /** The line after its closing `---`; it begins in the first line. */
  endLine: number;
  values: MetadataLine[];
}

export interface MarkdownDocument {
  text: string;
  /**
   * The offset each line begins at (a BOM belongs to no line); one more entry for the end of the text. A text that ends
   * with a line ending has an empty last line, as in an editor.
   */
  lineOffsets: number[];
  /** The line ending of the file's first line: what inserted lines use. */
  eol: string;
  /** YAML at the beginning of the file, which is no Markdown; null when there is none. */
  frontMatter: FrontMatter | null;
  headings: Heading[];
  items: ListItem[];
  fences: Fence[];
  /** Top-level paragraphs, block-quoted ones included (without the quote marks). */
  paragraphs: Paragraph[];
  /** The lines of top-level thematic breaks (`---`). */
  rules: number[];
}
