/** Title and text of a pull request as one document: the title in its first line. */
export function asDocument({ title, body }: { title: string; body: string }): string {
  return `${[title, body.trimEnd()].filter((part) => part !== '').join('\n\n')}\n`;
}

/** What such a document says; its first line may be written as a heading. The title of an empty one is empty. */
export function readDocument(text: string): { title: string; body: string } {
  const [first = '', ...rest] = text.replace(/\r\n?/g, '\n').trimStart().split('\n');
  return { title: first.replace(/^#+(?:\s+|$)/, '').trim(), body: rest.join('\n').trim() };
}
