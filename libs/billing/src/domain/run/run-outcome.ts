import type { HoldReason, LineState } from '#invoicing/domain';
import type { UsageReason } from '#metering/domain';

/** The outcome of a contract in a billing run: a draft ready for approval, a draft on hold, or no draft. */
export const RUN_OUTCOMES = ['ready', 'held', 'failed'] as const;
export type RunOutcome = (typeof RUN_OUTCOMES)[number];

/**
 * Returns the outcome of a document for several contracts: the worst of the contracts' outcomes. SQL queries rely on
 * the fact that the worst outcome is the first in alphabetical order.
 */
export function worstOutcome(outcomes: readonly RunOutcome[]): RunOutcome {
  return outcomes.includes('failed') ? 'failed' : outcomes.includes('held') ? 'held' : 'ready';
}

/** A line of a draft that is on hold for data or a decision, in whole or in part. */
export interface LineOnHold {
  readonly state: LineState;
  /** True if the whole line is on hold, so that it has no amount. */
  readonly isWhole: boolean;
  /** Meter of the line; null if the line has none. */
  readonly meter: { readonly device: string; readonly signalKey: string; readonly unit: string } | null;
  /** Decimal, in the meter's unit. */
  readonly heldQuantity: string | null;
  /** Reasons why the usage is on hold, in order. */
  readonly holds: readonly UsageReason[];
}

/**
 * Determines the outcome of a draft. A draft is ready if every line has an amount; quantities on hold within a line are
 * listed and billed later with their original period. A line that is on hold as a whole, or an unknown tax, puts the
 * draft on hold (docs/rules/invoicing.md#lines-on-hold).
 * @param holds holds of the draft as a whole
 */
export function evaluateDraft(
  linesOnHold: readonly LineOnHold[],
  holds: readonly HoldReason[] = [],
): {
  readonly outcome: Exclude<RunOutcome, 'failed'>;
  readonly reasons: readonly HoldReason[];
} {
  return {
    outcome: holds.length > 0 || linesOnHold.some(({ isWhole }) => isWhole) ? 'held' : 'ready',
    reasons: [
      ...holds.map(({ code, params }) => ({ code: `billing.hold_${code}`, params })),
      ...linesOnHold.flatMap(reasonsOf),
    ],
  };
}

/** Lists each kind of reason once, with the facts of its first occurrence. All occurrences are stored with the line. */
function reasonsOf({ state, isWhole, meter, heldQuantity, holds }: LineOnHold): HoldReason[] {
  const params = { ...meter, heldQuantity, isWhole };
  if (holds.length === 0)
    return [{ code: state === 'unknown' ? 'nothing_read' : 'price_in_other_currency', params }];
  const first = holds.filter(({ code }, at) => holds.findIndex((one) => one.code === code) === at);
  return first.map(({ code, holds: _holds, count: _count, decision: _decision, ...facts }) => ({
    code,
    params: { ...params, ...facts },
  }));
}
