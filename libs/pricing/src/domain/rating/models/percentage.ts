import type { Charge } from '#contracts/domain';
import { Exact, sumOf } from '#platform/domain';

export interface PricedEvents {
  /** Base of the percentage: the sum of the events less the free amount. */
  readonly quantity: Exact;
  readonly amount: Exact;
  readonly freeAmount: Exact;
  readonly freeEvents: number;
}

/**
 * Prices a percentage of each event's amount plus a fixed amount, within a minimum and a maximum per event.
 *
 * The first events are free up to their number or up to an amount, whichever is reached first. If the free amount
 * covers an event in part, the percentage applies to the rest, and the fixed amount is due in full, because the event
 * is not free.
 */
export function pricePercentage(charge: Charge, events: readonly Exact[]): PricedEvents {
  const { freeable, freeAmount } = freePart(charge, events);
  let running = new Exact(0);
  let amount = new Exact(0);
  let quantity = new Exact(0);
  let freeEvents = 0;
  events.forEach((event, index) => {
    const before = running;
    running = running.plus(event);
    if (index < freeable && running.lte(freeAmount)) {
      freeEvents += 1;
      return;
    }
    const paid = running.minus(Exact.max(freeAmount, before));
    quantity = quantity.plus(paid);
    amount = amount.plus(priceEvent(charge, paid));
  });
  return { quantity, amount, freeAmount, freeEvents };
}

/** Returns the number of free events and the free part of their amounts. */
function freePart(
  { freeEvents, freeAmount }: Charge,
  events: readonly Exact[],
): { readonly freeable: number; readonly freeAmount: Exact } {
  const hasAmount = freeAmount !== null && freeAmount !== undefined && !new Exact(freeAmount).isZero();
  if (!freeEvents && !hasAmount) return { freeable: 0, freeAmount: new Exact(0) };
  const freeable = Math.min(freeEvents || events.length, events.length);
  const freeableAmount = sumOf(events.slice(0, freeable));
  return { freeable, freeAmount: hasAmount ? Exact.min(freeableAmount, freeAmount) : freeableAmount };
}

function priceEvent({ ratePercent, fixedPerEvent, minPerEvent, maxPerEvent }: Charge, paid: Exact): Exact {
  const price = paid
    .times(ratePercent ?? 0)
    .div(100)
    .plus(fixedPerEvent ?? 0);
  const atLeast = minPerEvent ? Exact.max(price, minPerEvent) : price;
  return maxPerEvent ? Exact.min(atLeast, maxPerEvent) : atLeast;
}
