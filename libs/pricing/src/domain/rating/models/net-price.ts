import type { Charge } from '#contracts/domain';
import { Exact, sumOf } from '#platform/domain';
import { priceQuantity, type Price, type Priceable } from './price-quantity.js';

/** An unrounded price before it becomes a line. */
export interface NetPrice {
  /** Before discount and maximum; usage beyond a commitment is priced with the overage factor. */
  readonly gross: Exact;
  readonly discount: Exact;
  /** Amount that the maximum cuts off after the discount. */
  readonly capDiscount: Exact;
  readonly exact: Exact;
  readonly committed: CommittedPrice | null;
  readonly steps: Price['steps'];
}

export interface CommittedPrice {
  /** Used part of the commitment. */
  readonly used: Exact;
  /** Usage beyond the commitment, times the overage factor. */
  readonly overage: Exact;
  /** Unused part, if it is billed. */
  readonly trueUp: Exact;
}

/** A segment with unchanged prices, and the units of the period up to the segment's end. */
export interface PriceSegment {
  readonly charge: Charge;
  readonly until: Priceable;
}

/**
 * Applies the price, then the percentage discount, then the maximum (docs/rules/rating.md#order-of-steps). If prices
 * changed, the units of each segment keep their position in the period and are priced at the segment's prices. A
 * maximum applies to all units.
 * @param segments in chronological order, at least one
 * @param whole the units counted by the end of the month that bills the last segment; models with one price for all
 *   units take their tier from it
 */
export function netPrice(
  segments: readonly PriceSegment[],
  whole: Priceable = segments.at(-1)!.until,
): NetPrice {
  const { charge, until } = segments.at(-1)!;
  const prices = segments.map((segment, index) => priceSegment(segment, segments[index - 1], whole, index));
  const steps = prices.flatMap((price) => price.steps);
  // A changed commitment starts a new rated period, so a commitment has only one segment.
  const committed = applyCommitment(charge, prices.at(-1)!, until);
  const gross = committed ? committed.used.plus(committed.overage) : sumOf(prices, (price) => price.gross);
  const discount = committed
    ? percent(gross, charge.discountPercent)
    : sumOf(prices.map((price, index) => percent(price.gross, segments[index]!.charge.discountPercent)));
  const discounted = gross.minus(discount);
  const exact =
    charge.maxAmount === null || charge.maxAmount === undefined
      ? discounted
      : Exact.min(discounted, charge.maxAmount);
  return { gross, discount, capDiscount: discounted.minus(exact), exact, committed, steps };
}

/** Returns true when a model applies one price to the whole quantity. */
export function hasSinglePrice({ model }: Pick<Charge, 'model'>): boolean {
  return model === 'volume' || model === 'stairstep';
}

/**
 * Returns the price of a segment's own units: the price of all units up to its end at the segment's prices, less the
 * price of the units before the segment. If a model applies one price to the whole quantity, it is the units' share of
 * that price.
 */
function priceSegment(
  { charge, until }: PriceSegment,
  before: PriceSegment | undefined,
  whole: Priceable,
  terms: number,
): Price {
  const own = (steps: Price['steps']): Price => ({
    gross: sumOf(steps, ({ amount }) => amount),
    steps: steps.map((step) => ({ ...step, terms })),
  });
  if (hasSinglePrice(charge)) {
    const { quantity } = whole;
    if (quantity.isZero()) return before ? own([]) : own(priceQuantity(charge, whole).steps);
    const units = until.quantity.minus(before?.until.quantity ?? 0);
    const share = (of: Exact): Exact => (units.eq(quantity) ? of : of.times(units).div(quantity));
    return own(
      priceQuantity(charge, whole).steps.map((step) => ({
        ...step,
        quantity: step.quantity && share(step.quantity),
        amount: share(step.amount),
      })),
    );
  }
  const { steps } = priceQuantity(charge, until);
  if (!before) return own(steps);
  const earlier = priceQuantity(charge, before.until).steps;
  return own(
    steps.flatMap((step) => {
      const known = earlier.find(({ tier }) => tier === step.tier);
      const amount = step.amount.minus(known?.amount ?? 0);
      const quantity = step.quantity && step.quantity.minus(known?.quantity ?? 0);
      return amount.isZero() && (quantity === null || quantity.isZero())
        ? []
        : [{ ...step, quantity, amount }];
    }),
  );
}

const percent = (amount: Exact, of: string | null | undefined): Exact => amount.times(of ?? 0).div(100);

function applyCommitment(charge: Charge, { gross }: Price, of: Priceable): CommittedPrice | null {
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
