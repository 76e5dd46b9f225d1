import { plusDays } from '#contracts/domain';
import { findLevel, firstLevelOf, type ReminderTerms } from './reminder-policy.js';

/** A reminder of a document that was sent, or is waiting to be sent. Days are local, `YYYY-MM-DD`. */
export interface SentReminder {
  readonly level: number;
  readonly sentOn: string;
}

/**
 * Reasons why no reminder of a document is due. `already_sent`: one was sent on the day. `in_pause`: the last one was
 * sent too recently. `not_reached`: the days of the next level have not passed. `all_sent`: there is no next level.
 */
export type WaitReason = 'already_sent' | 'in_pause' | 'not_reached' | 'all_sent';

/** The next reminder of a document, or the reason to wait. */
export type NextReminder =
  | { readonly kind: 'due'; readonly level: number }
  | {
      readonly kind: 'wait';
      readonly reason: WaitReason;
      /** First day on which the next level can be sent; null if there is none. */
      readonly until: string | null;
    };

/** The facts that determine the next reminder of a document. */
export interface ReminderHistory {
  readonly dueOn: string;
  readonly sent: readonly SentReminder[];
}

/**
 * Returns the next reminder of a document on a day. Levels after the due date are sent in order, each once, and never
 * skipped, even if the days of several levels have passed. Level 0 is sent up to the due date, or not at all.
 */
export function nextReminder(
  terms: Pick<ReminderTerms, 'levels' | 'pauseDays'>,
  { dueOn, sent }: ReminderHistory,
  on: string,
): NextReminder {
  const isOverdue = on > dueOn;
  const highest = Math.max(0, ...sent.map(({ level }) => level));
  const number = isOverdue ? highest + 1 : firstLevelOf(terms);
  const level = findLevel(terms, number);
  const isSent = sent.some((each) => each.level === number);
  if (level === undefined || (isSent && !isOverdue))
    return isOverdue
      ? { kind: 'wait', reason: 'all_sent', until: null }
      : { kind: 'wait', reason: 'not_reached', until: firstDayAfterDue(terms, dueOn) };
  const last = sent
    .map(({ sentOn }) => sentOn)
    .sort()
    .at(-1);
  const reached = plusDays(dueOn, level.days);
  const pauseEnd = last === undefined ? reached : plusDays(last, Math.max(1, terms.pauseDays));
  const until = pauseEnd > reached ? pauseEnd : reached;
  if (on >= until) return { kind: 'due', level: number };
  if (last !== undefined && on <= last) return { kind: 'wait', reason: 'already_sent', until };
  return { kind: 'wait', reason: on < reached ? 'not_reached' : 'in_pause', until };
}

function firstDayAfterDue(terms: Pick<ReminderTerms, 'levels'>, dueOn: string): string | null {
  const level = findLevel(terms, 1);
  return level === undefined ? null : plusDays(dueOn, level.days);
}
