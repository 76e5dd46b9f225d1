import type { Charge } from '#contracts';
import { Exact } from '#platform';
import { priceQuantity, type Price, type Priceable } from './price-quantity.js';

/** A price on its way to the line, nothing rounded yet. */
export interface NetPrice {
  /** Before discount and maximum; beyond a commitment at its overage factor. */
  readonly gross: Exact;
  readonly discount: Exact;
  /** What the maximum takes off after the discount. */
  readonly capDiscount: Exact;
  readonly exact: Exact;
  readonly committed: CommittedPrice | null;
  readonly steps: Price['steps'];
}

export interface CommittedPrice {
  /** As much of the commitment as was used. */
  readonly used: Exact;
  /** What was used beyond it, times the overage factor. */
  readonly overage: Exact;
  /** What is left of it, where it is to be billed. */
  readonly trueUp: Exact;
}

/** Price, then percentage discount, then maximum (billing.md, section 0, "order of steps"). */
export function netPrice(charge: Charge, of: Priceable): NetPrice {
  const price = priceQuantity(charge, of);
  const committed = commit(charge, price, of);
  const gross = committed ? committed.used.plus(committed.overage) : price.gross;
  const discount = gross.times(charge.discountPercent ?? 0).div(100);
  const discounted = gross.minus(discount);
  const exact =
    charge.maxAmount === null || charge.maxAmount === undefined
      ? discounted
      : Exact.min(discounted, charge.maxAmount);
  return { gross, discount, capDiscount: discounted.minus(exact), exact, committed, steps: price.steps };
}

function commit(charge: Charge, { gross }: Price, of: Priceable): CommittedPrice | null {
  const { commitment } = charge;
  if (!commitment) return null;
  const agreed =
    commitment.amount !== null && commitment.amount !== undefined
      ? new Exact(commitment.amount)
      : priceOf(charge, new Exact(commitment.quantity ?? 0), of);
  const used = Exact.min(gross, agreed);
  return {
    used,
    overage: gross.minus(used).times(commitment.overageFactor ?? 1),
    trueUp: of.settled && commitment.trueUp ? agreed.minus(used) : new Exact(0),
  };
}

function priceOf(charge: Charge, quantity: Exact, of: Priceable): Exact {
  return priceQuantity(charge, { ...of, quantity, events: [quantity] }).gross;
}
