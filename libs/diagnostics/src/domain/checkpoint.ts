import type { RuleState } from './rule-versions.js';

const DAY_MS = 86_400_000;

/**
 * Minimum interval between the stored states of a day, so that slightly late readings require an evaluation of minutes
 * and not of the whole day.
 */
const STATE_SPACING_MS = 60_000;
const MAX_OLDER_STATES = 2;

/**
 * The evaluation state of a machine after all of its readings up to and including `to` (ms since the epoch). It is
 * plain JSON.
 */
export interface EvaluationState {
  readonly to: number;
  /** States by rule id. A rule that had not begun is absent. */
  readonly rules: Readonly<Record<string, RuleState>>;
}

/** The evaluation states of one UTC day, oldest first. The last is the newest state of that day. */
export interface Checkpoint {
  /** Midnight at the end of the day, ms since the epoch. */
  readonly dayEnd: number;
  readonly marks: readonly EvaluationState[];
}

/** Returns the UTC midnight after an instant. */
export function dayEndOf(at: number): number {
  return Math.floor(at / DAY_MS) * DAY_MS + DAY_MS;
}

/** Appends a day's newest state and keeps up to two older states, which are at least `STATE_SPACING_MS` apart. */
export function advanceStates(marks: readonly EvaluationState[], next: EvaluationState): EvaluationState[] {
  const newest = marks.at(-1);
  const behind = marks.slice(0, -1);
  const last = behind.at(-1);
  if (newest && newest.to < next.to && (!last || newest.to - last.to >= STATE_SPACING_MS))
    behind.push(newest);
  return [...behind.slice(-MAX_OLDER_STATES), next];
}

/**
 * Returns the newest state before `from`, from which evaluation can continue: readings at or after `from` don't affect
 * it.
 */
export function findStateBefore(
  checkpoints: readonly Checkpoint[],
  from: number,
): EvaluationState | undefined {
  let found: EvaluationState | undefined;
  for (const { marks } of checkpoints) {
    for (const state of marks) {
      if (state.to < from && (!found || state.to > found.to)) found = state;
    }
  }
  return found;
}

/**
 * Returns the state from which the evaluation of a machine continues: the newest one before the earliest unprocessed
 * reading, or an earlier one if a rule with a past `validFrom` is missing in it. Undefined to start from the first
 * reading.
 */
export function findStart(
  checkpoints: readonly Checkpoint[],
  from: number,
  rules: readonly { readonly id: string; readonly validFrom: number }[],
): EvaluationState | undefined {
  for (let before = from; ;) {
    const state = findStateBefore(checkpoints, before);
    if (!state) return undefined;
    const missed = rules.filter((rule) => rule.validFrom <= state.to && !state.rules[rule.id]);
    if (missed.length === 0) return state;
    before = Math.min(...missed.map((rule) => rule.validFrom));
  }
}
