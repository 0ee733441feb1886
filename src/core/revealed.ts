/**
 * What can't be seen, or makes what stands beside it read differently: control characters, those of width zero, and
 * those that turn the direction. Ends of lines and tabs are left to `revealedName`.
 */
const HIDDEN = /(?![\t\n\r]|\u200c|\u200d|\p{VS})[\p{Cc}\p{DI}\u2028\u2029\ufff9-\ufffb]/gu;

/**
 * Joiners and selectors of emoji and of scripts that need them: beside a letter that has no use for them, they only
 * hide.
 */
const MISPLACED = /(?<=^|\p{ASCII})(?:\u200c|\u200d|\p{VS})+(?!\u20e3)|(?:\u200c|\u200d)+(?=$|\p{ASCII})/gu;

const written = (hidden: string): string =>
  [...hidden].map((each) => `\\u{${(each.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`).join('');

/** A text to be shown, with what hides in it written out: `a\u{200B}b`. */
export function revealed(text: string): string {
  return text.replace(HIDDEN, written).replace(MISPLACED, written);
}

/**
 * A name to be shown, of a branch or a folder: no two different names look the same for what they hide. Git takes no
 * such name for a branch, as it has a backslash.
 */
export function revealedName(name: string): string {
  return revealed(name).replace(/[\t\n\r]/g, written);
}
