/**
 * The two clocks of the method: file names carry the user's local date, the state block carries UTC, whole seconds,
 * `Z`.
 */

/** `YYYY-MM-DD` where the user is. */
export function localDate(d: Date): string {
  return `${String(d.getFullYear()).padStart(4, '0')}-${two(d.getMonth() + 1)}-${two(d.getDate())}`;
}

/** `HHmm` where the user is, for the name of an archive whose plain name is taken. */
export function localTime(d: Date): string {
  return `${two(d.getHours())}${two(d.getMinutes())}`;
}

/** `2025-12-18T10:00:00Z`: how times stand in the state block. */
export function stateTime(d: Date): string {
  return `${d.toISOString().slice(0, 19)}Z`;
}

/** Whether `text` is a day of the calendar, written `YYYY-MM-DD`. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}
