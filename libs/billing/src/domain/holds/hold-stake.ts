import { isOnHold } from '#invoicing/domain';
import { DomainError, Exact } from '#platform/domain';
import { composeDraft } from '../draft/compose-draft.js';
import type { DraftInput } from '../draft/draft-input.js';
import type { MeteredMonth } from '../usage/metered-month.js';

/** The value of measured usage that a draft does not bill. */
export interface HoldStake {
  /**
   * Amount in minor units by which the draft would increase if all usage on hold were billed. The stake of an exception
   * is calculated in the same way.
   */
  readonly addedMinor: bigint;
  /** Number of lines with an unknown amount. */
  readonly unknownLines: number;
}

/**
 * Calculates the value of a month's quantities on hold with the drafting functions. Skips the calculation if there are
 * no holds.
 */
export function computeHoldStake(input: DraftInput): HoldStake {
  const isHeld = ({ from, state, holds, heldQuantity }: MeteredMonth): boolean =>
    from >= input.month.from.date && (state !== 'measured' || holds > 0 || Number(heldQuantity) > 0);
  if (!input.metered.some(isHeld)) return { addedMinor: 0n, unknownLines: 0 };
  const released = input.metered.map((month) => (isHeld(month) ? releaseHold(month) : month));
  const before = composeDraft(input);
  try {
    const after = composeDraft({ ...input, metered: released });
    return {
      addedMinor: after.totalMinor - before.totalMinor,
      unknownLines: after.lines.filter(isOnHold).length,
    };
  } catch (error) {
    // The quantity exceeds the last tier, so there is no agreed price for it.
    if (!(error instanceof DomainError)) throw error;
    return { addedMinor: 0n, unknownLines: before.lines.filter(isOnHold).length };
  }
}

/** Releases a month's holds as if all measured usage were billed. Usage that was not measured stays unknown. */
function releaseHold(month: MeteredMonth): MeteredMonth {
  const { quantity, heldQuantity } = month;
  if (Number(heldQuantity) === 0) return month;
  const sum = (billed: string | null, held: string): string => new Exact(billed ?? 0).plus(held).toFixed();
  return {
    ...month,
    state: 'measured',
    quantity: sum(quantity, heldQuantity),
    heldQuantity: '0',
    holds: 0,
    days: month.days.map((day) => ({
      ...day,
      quantity: sum(day.quantity, day.heldQuantity),
      heldQuantity: '0',
    })),
  };
}
