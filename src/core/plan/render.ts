/** Filling in templates: built-in ones and those of the user in `context/templates/`. */

export type Values = Readonly<Record<string, string>>;

const NAME = /\{([A-Z][A-Z0-9_]*)\}/g;

/**
 * Replaces every `{NAME}` that has a value. Values are taken literally, braces and `$` included; placeholders without a
 * value stay, so that the user sees what wasn't filled in. Further lines of a value get the indentation and quote marks
 * of the line the placeholder begins. A line left empty by empty values goes, with the blank line before it.
 */
export function render(template: string, values: Values): string {
  const eol = /\r?\n/.exec(template)?.[0] ?? '\n';
  const lines: string[] = [];
  for (const line of template.replace(/^\u{feff}/u, '').split(/\r?\n/)) {
    const filled = fillLine(line, values);
    // One by one: a list of steps may be longer than what a call takes.
    if (filled.trim() !== '' || line.trim() === '') for (const each of filled.split('\n')) lines.push(each);
    else if (lines.at(-1)?.trim() === '') lines.pop();
  }
  return lines.join(eol);
}

function fillLine(line: string, values: Values): string {
  const lead = /^[\s>]*/.exec(line)?.[0] ?? '';
  return line.replace(NAME, (whole, name: string) => {
    if (!Object.hasOwn(values, name)) return whole;
    const [first = '', ...more] = (values[name] ?? '').replace(/\r\n?/g, '\n').split('\n');
    return [first, ...more.map((next) => (next === '' ? lead.trimEnd() : lead + next))].join('\n');
  });
}

export interface TemplateSection {
  /** The placeholder's name. */
  name: string;
  heading: string;
}

/**
 * Renders a user's template that may have forgotten a placeholder: what was given for it is appended as a section of
 * its own instead of being lost.
 */
export function renderAll(template: string, values: Values, given: readonly TemplateSection[]): string {
  const text = render(withoutTicks(template, values), values);
  const lost = given.filter(({ name }) => values[name] && !template.includes(`{${name}}`));
  if (lost.length === 0) return text;
  const eol = /\r?\n/.exec(template)?.[0] ?? '\n';
  const sections = lost.map(({ name, heading }) => `## ${heading}\n\n${values[name] ?? ''}\n`.replace(/\r?\n/g, eol));
  return [text.trimEnd() + eol, ...sections].join(eol);
}

/** Paths come as code spans; back-ticks that a template puts around their placeholders would double theirs. */
function withoutTicks(template: string, values: Values): string {
  return template.replace(/`(\{([A-Z][A-Z0-9_]*)\})`/g, (whole, placeholder: string, name: string) =>
    Object.hasOwn(values, name) && values[name]?.startsWith('`') ? placeholder : whole,
  );
}
