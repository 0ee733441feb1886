/** Whether a message tells a person to try again: it has a button for that. */
export function saysTryAgain(message: string): boolean {
  return /\btry again\b/i.test(message);
}
