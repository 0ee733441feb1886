/** A piece of HTML that is safe to show: made by `html` alone, which escapes whatever is no such piece. */
export class Html {
  constructor(readonly text: string) {}
}

type Value = Html | string | number | false | null | undefined | readonly Value[];

/** HTML with values in it. Texts are escaped, pieces and lists of pieces stand as they are, and nothing is left out. */
export function html(strings: TemplateStringsArray, ...values: Value[]): Html {
  return new Html(strings.map((piece, index) => (index === 0 ? piece : written(values[index - 1]) + piece)).join(''));
}

/** A text as it stands in HTML, in SVG, and in their attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"'`]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function written(value: Value): string {
  if (value === false || value === null || value === undefined) return '';
  if (value instanceof Html) return value.text;
  return typeof value === 'object' ? value.map(written).join('') : escapeHtml(String(value));
}
