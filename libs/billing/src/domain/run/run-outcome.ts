import type { HoldReason, LineState } from '#invoicing/domain';
import type { UsageReason } from '#metering/domain';

/** What became of a contract in a billing run: a draft that can be approved, one that waits, or none. */
export const RUN_OUTCOMES = ['ready', 'held', 'failed'] as const;
export type RunOutcome = (typeof RUN_OUTCOMES)[number];

/** Of a document for several contracts: none can go out better than the worst of them. Their alphabetical order, which SQL relies on. */
export function worstOutcome(outcomes: readonly RunOutcome[]): RunOutcome {
  return outcomes.includes('failed') ? 'failed' : outcomes.includes('held') ? 'held' : 'ready';
}

/** A line of a draft that waits for data or a decision, in whole or in part. */
export interface WaitingLine {
  readonly state: LineState;
  /** Whether all of it waits: it has no amount. */
  readonly isWhole: boolean;
  /** Of the meter; null where no meter stands behind the line. */
  readonly meter: { readonly device: string; readonly signalKey: string; readonly unit: string } | null;
  /** Decimal, in the meter's unit. */
  readonly heldQuantity: string | null;
  /** What holds its usage, in order. */
  readonly holds: readonly UsageReason[];
}

/**
 * A draft is ready where every line has an amount: what is held back of one is named and billed later with its own period. A line
 * that waits as a whole holds the draft (docs/rules/invoicing.md#held-lines), and so does what nobody knows the tax of.
 * @param holds of the draft as a whole
 */
export function judgeDraft(
  waiting: readonly WaitingLine[],
  holds: readonly HoldReason[] = [],
): {
  readonly outcome: Exclude<RunOutcome, 'failed'>;
  readonly reasons: readonly HoldReason[];
} {
  return {
    outcome: holds.length > 0 || waiting.some(({ isWhole }) => isWhole) ? 'held' : 'ready',
    reasons: [
      ...holds.map(({ code, params }) => ({ code: `billing.hold_${code}`, params })),
      ...waiting.flatMap(reasonsOf),
    ],
  };
}

/** Each kind once, with the facts of the first; the line behind it tells them all. */
function reasonsOf({ state, isWhole, meter, heldQuantity, holds }: WaitingLine): HoldReason[] {
  const params = { ...meter, heldQuantity, isWhole };
  if (holds.length === 0)
    return [{ code: state === 'unknown' ? 'nothing_read' : 'price_in_other_currency', params }];
  const first = holds.filter(({ code }, at) => holds.findIndex((one) => one.code === code) === at);
  return first.map(({ code, holds: _holds, count: _count, decision: _decision, ...facts }) => ({
    code,
    params: { ...params, ...facts },
  }));
}
