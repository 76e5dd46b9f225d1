import type { RuleState } from './rule-versions.js';

const DAY_MS = 86_400_000;

/**
 * Minimum distance between marks of the current day, so that slightly late readings cost minutes of evaluation and
 * not the day.
 */
const MARK_SPACING_MS = 60_000;
const MARKS_BEHIND = 2;

/**
 * The evaluation state of a machine after all of its readings up to and including `to` (ms since the epoch); plain
 * JSON.
 */
export interface Mark {
  readonly to: number;
  /** By rule id. A missing rule had not begun. */
  readonly rules: Readonly<Record<string, RuleState>>;
}

/** The marks of one UTC day, oldest first; the last is the newest state of that day. */
export interface Checkpoint {
  /** The midnight at its end, ms since the epoch. */
  readonly dayEnd: number;
  readonly marks: readonly Mark[];
}

/** Returns the UTC midnight after an instant. */
export function dayEndOf(at: number): number {
  return Math.floor(at / DAY_MS) * DAY_MS + DAY_MS;
}

/** Appends a day's newest mark and keeps two older ones: about one and about two spacings before it. */
export function advanceMarks(marks: readonly Mark[], next: Mark): Mark[] {
  const newest = marks.at(-1);
  const behind = marks.slice(0, -1);
  const last = behind.at(-1);
  if (newest && newest.to < next.to && (!last || newest.to - last.to >= MARK_SPACING_MS)) behind.push(newest);
  return [...behind.slice(-MARKS_BEHIND), next];
}

/** Returns the newest mark unaffected by anything at or after `from`, from which evaluation may continue. */
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
 * Returns where the evaluation of a machine must start: at the earliest unprocessed reading, or earlier if a rule was
 * in force at the mark before it but has no state there (it was added with a past `validFrom`).
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
