import { isWaiting } from '#invoicing/domain';
import { DomainError, Exact } from '#platform/domain';
import { composeDraft } from '../draft/compose-draft.js';
import type { DraftInput } from '../draft/draft-input.js';
import type { MeteredMonth } from '../usage/metered-month.js';

/** What a draft does not bill although something was counted. */
export interface HeldStake {
  /** What all that is held would add to it, in minor units: as an exception tells its own. */
  readonly addedMinor: bigint;
  /** Lines of which nobody knows what they would come to. */
  readonly unknownLines: number;
}

/** What held quantities of a month are worth, by the functions that draft it. A month that holds nothing costs no work. */
export function heldStake(input: DraftInput): HeldStake {
  const isHeld = ({ from, state, holds, heldQuantity }: MeteredMonth): boolean =>
    from >= input.month.from.date && (state !== 'measured' || holds > 0 || Number(heldQuantity) > 0);
  if (!input.metered.some(isHeld)) return { addedMinor: 0n, unknownLines: 0 };
  const released = input.metered.map((month) => (isHeld(month) ? release(month) : month));
  const before = composeDraft(input);
  try {
    const after = composeDraft({ ...input, metered: released });
    return {
      addedMinor: after.totalMinor - before.totalMinor,
      unknownLines: after.lines.filter(isWaiting).length,
    };
  } catch (error) {
    // More than the last tier prices: what that would cost was never agreed.
    if (!(error instanceof DomainError)) throw error;
    return { addedMinor: 0n, unknownLines: before.lines.filter(isWaiting).length };
  }
}

/** As if what is held were billed as it was counted; what nobody counted stays unknown. */
function release(month: MeteredMonth): MeteredMonth {
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
