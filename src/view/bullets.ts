/** More files than this are counted instead of listed. */
const MOST_NAMES = 10;

/** Names below each other, as the details of a dialog list them; a long list is cut short. */
export function bulletsInShort(names: readonly string[], most = MOST_NAMES): string {
  const more = names.length - most;
  return bullets([...names.slice(0, most), ...(more > 0 ? [`and ${more} more`] : [])]);
}

/** Lines below each other, as the details of a dialog list them. */
export function bullets(lines: readonly string[]): string {
  return lines.map((line) => `• ${line}`).join('\n');
}
