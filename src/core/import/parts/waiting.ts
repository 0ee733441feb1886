/** Which parts of a plan a text names: what a phase waits for. */
import { MOST_PHASES } from '../../limits';
import { parseDependencies, withoutOthers } from '../../plan/dependencies';
import { upperFirst } from '../../errors';
import type { PhaseId } from '../../types';
import { proseText, type ReadName } from './texts';

const MOST = 1000;
const OTHER_WORDS = /\b(?:task|epic|milestone|stage|step|group|section)(?=s?\b)/gi;

/** A bracket or a clause of a heading that says what it waits for. */
const CLAUSE = /\b(?:needs|depends on|requires|blocked by|after)\b([^()[\]]*)/i;

/** A bracket, or a clause in emphasis. */
const ASIDE = /[([][^()[\]]*[)\]]|(?<![\w*])[*_]{1,2}depends on\b[^*_]*[*_]/gi;

/** Numbers of parts: `Phases 1 and 9`; the word may be missing where nothing else is said. */
const NUMBERS = String.raw`\d+[a-z]?(?:\s*(?:,|&|and|or|to|-|–)+\s*(?:phases?\s+)?\d+[a-z]?)*(?![\w.])`;
const NUMBERED = new RegExp(
  String.raw`\b(phase|stage|task|epic|milestone|sprint)s?\s+#?(${NUMBERS})|^\W*()(${NUMBERS})\W*$`,
  'gi',
);
const NOTHING = /^\W*(?:none|no|nothing|n\/a)\b|^[^\p{L}\p{N}]*$/iu;
const LONGEST_NAME = 80;

/** What a phase waits for: a place in the list, or what the text says where the list has none such. */
export type Wait = number | string;

/** Finds the parts of one plan that texts name. */
export class Waiting {
  private readonly ids: PhaseId[];

  constructor(private readonly parts: readonly Pick<ReadName, 'id' | 'name'>[]) {
    // More would take the machine's time; no plan has as many.
    this.ids = parts.length > MOST_PHASES ? [] : [...new Set(parts.flatMap(({ id }) => id ?? []))];
  }

  /** Those named by number (`Phases 1 and 2`, `Task 1`, `1, 2`), as places in the list. */
  numbered(text: string): number[] {
    const plain = proseText(text.slice(0, MOST)).replace(OTHER_WORDS, 'phase');
    const ids = parseDependencies(plain, this.ids) ?? [];
    return ids.map((id) => this.parts.findIndex((part) => part.id === id));
  }

  /** Those named by a number that no part has: `Phase 9`. */
  unknown(text: string): string[] {
    if (this.parts.length > MOST_PHASES) return [];
    const plain = withoutOthers(proseText(text.slice(0, MOST)));
    const known = new Set(this.ids.map(String));
    return [...plain.matchAll(NUMBERED)].flatMap(([, word, after, , alone]) =>
      [...(after ?? alone ?? '').toLowerCase().matchAll(/\d+[a-z]?/g)].flatMap(([id]) =>
        known.has(id) ? [] : [`${upperFirst(word?.toLowerCase() ?? 'phase')} ${id}`],
      ),
    );
  }

  /** Those whose name stands in the text, without what it says in brackets or behind a dash or a colon. */
  called(text: string): number[] {
    if (this.parts.length > MOST_PHASES) return [];
    const plain = proseText(text.slice(0, MOST)).toLowerCase();
    return this.parts.flatMap(({ name }, at) => (holds(plain, shortName(name)) ? [at] : []));
  }

  /** What a label says (`Phase 2 complete`, `Setup`): by number, else by name, else what there is none of. */
  named(text: string): Wait[] {
    const numbered = [...this.numbered(text), ...this.unknown(text)];
    if (numbered.length > 0 || NOTHING.test(text) || this.parts.length > MOST_PHASES) return numbered;
    const called = this.called(text);
    return called.length > 0 ? called : [proseText(text.slice(0, LONGEST_NAME)).trim()];
  }

  /** What a heading says in a bracket: `Copy the old scans (needs Phase 1)`. */
  inHeading(raw: string): Wait[] {
    const clauses = [...raw.slice(0, MOST).matchAll(ASIDE)].map(([aside]) => aside.slice(1, -1));
    return clauses.flatMap((clause) => {
      const names = CLAUSE.exec(clause)?.[1];
      return names === undefined ? [] : this.named(names);
    });
  }
}

function shortName(name: string): string {
  return (
    proseText(name)
      .toLowerCase()
      .split(/(?<!\s)\s*(?:[(:：]|\s[-–—]\s)/)[0] ?? ''
  );
}

/** Whether it stands there as whole words. */
function holds(text: string, name: string): boolean {
  if (name.length < 3) return false;
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const around = text.charAt(at - 1) + text.charAt(at + name.length);
    if (!/[\p{L}\p{N}]/u.test(around)) return true;
  }
  return false;
}
