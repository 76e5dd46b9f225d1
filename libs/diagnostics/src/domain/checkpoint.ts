import type { RuleState } from './rule-versions.js';

const DAY_MS = 86_400_000;

/** Marks of a running day stand at least this far apart, so that readings that arrive a little late cost minutes and not the day. */
const MARK_SPACING_MS = 60_000;
const MARKS_BEHIND = 2;

/** Where a machine's evaluation stood after all of its readings up to and including `to` (ms since the epoch); plain JSON. */
export interface Mark {
  readonly to: number;
  /** By rule id. A rule that is missing had not begun. */
  readonly rules: Readonly<Record<string, RuleState>>;
}

/** The marks of one UTC day, oldest first; the last is the newest state of that day. */
export interface Checkpoint {
  /** The midnight after, ms since the epoch. */
  readonly dayEnd: number;
  readonly marks: readonly Mark[];
}

/** The UTC midnight after an instant. */
export function dayEndOf(at: number): number {
  return Math.floor(at / DAY_MS) * DAY_MS + DAY_MS;
}

/** Appends a day's newest mark and keeps two older ones: about one and about two spacings behind. */
export function advanceMarks(marks: readonly Mark[], next: Mark): Mark[] {
  const newest = marks.at(-1);
  const behind = marks.slice(0, -1);
  const last = behind.at(-1);
  if (newest && newest.to < next.to && (!last || newest.to - last.to >= MARK_SPACING_MS)) behind.push(newest);
  return [...behind.slice(-MARKS_BEHIND), next];
}

/** The newest mark that nothing at or after `from` has touched: evaluation may go on from there. */
export function findMarkBefore(checkpoints: readonly Checkpoint[], from: number): Mark | undefined {
  let found: Mark | undefined;
  for (const { marks } of checkpoints) {
    for (const mark of marks) {
      if (mark.to < from && (!found || mark.to > found.to)) found = mark;
    }
  }
  return found;
}

/**
 * From where a machine must be evaluated again: the instant of the earliest unjudged reading, or earlier when a rule was
 * already in force at the mark before it but has no state there (it was added with a past `validFrom`).
 */
export function findStart(
  checkpoints: readonly Checkpoint[],
  from: number,
  rules: readonly { readonly id: string; readonly validFrom: number }[],
): Mark | undefined {
  for (let wanted = from; ;) {
    const mark = findMarkBefore(checkpoints, wanted);
    if (!mark) return undefined;
    const missed = rules.filter((rule) => rule.validFrom <= mark.to && !mark.rules[rule.id]);
    if (missed.length === 0) return mark;
    wanted = Math.min(...missed.map((rule) => rule.validFrom));
  }
}
