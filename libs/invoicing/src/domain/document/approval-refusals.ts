import { firstMomentOf, localDate } from '#contracts/domain';
import type { HoldReason } from './invoice-state.js';

/** The fields of a draft that determine whether its period can be billed. */
export interface DraftedPeriod {
  /** Day after the last day of the period, `YYYY-MM-DD`. */
  readonly periodTo: string;
  /** IANA time zone of the contract. */
  readonly zone: string;
  /** Cutoff of the draft. */
  readonly knownUntil: Date;
}

/**
 * Returns the reason why a draft can't be approved yet: its period is not over, or its cutoff is before the period's
 * end. Null if there is no such reason.
 */
export function findPeriodRefusal(
  { periodTo, zone, knownUntil }: DraftedPeriod,
  now: Date,
): HoldReason | null {
  if (periodTo > localDate(now.getTime(), zone))
    return { code: 'billing.period_not_over', params: { periodTo } };
  if (knownUntil.getTime() < firstMomentOf(periodTo, zone).at)
    return { code: 'billing.draft_outdated', params: { knownUntil: knownUntil.toISOString() } };
  return null;
}

/** Returns the refusal of an approval that does not confirm all lines on hold. It lists the lines by position. */
export function refuseHeldLines(lines: readonly { readonly position: number }[]): HoldReason {
  const params = { lines: lines.map(({ position }) => position).join(', '), count: lines.length };
  return { code: 'billing.held_not_confirmed', params };
}
