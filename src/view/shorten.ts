/** Cut at its end with `…`, at a word's end where one is near. */
export function shorten(text: string, room: number): string {
  if (text.length <= room) return text;
  const cut = [...text].slice(0, Math.max(1, room - 1)).join('');
  const space = cut.lastIndexOf(' ');
  return `${(space > cut.length * 0.6 ? cut.slice(0, space) : cut).trimEnd()}…`;
}
