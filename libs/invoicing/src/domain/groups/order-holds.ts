import { Exact, fromMinor, sumMinor } from '#platform/domain';
import type { HoldReason } from '../document/invoice-state.js';
import type { WhenHeld } from './bill-group.js';

/** A buyer's order with a limit, and its remaining amount. */
export interface LimitedOrder {
  readonly number: string;
  readonly currency: string;
  /** Limit of the order less all amounts issued for it; a decimal, negative if more was issued. */
  readonly left: string;
}

/** Amount by which a contract's month uses an order; `order` is null without an order that has a limit. */
export interface MonthOnOrder {
  readonly order: LimitedOrder | null;
  readonly netMinor: bigint;
}

const ALONE = 'order_exceeded';
const TOGETHER = 'order_exceeded_together';

export const isHoldOfOrder = ({ code }: HoldReason): boolean => code === ALONE || code === TOGETHER;

/** Returns the holds for a month that is billed separately. */
export function holdsOfOrder({ order, netMinor }: MonthOnOrder): HoldReason[] {
  if (order === null || isEnough(order, netMinor)) return [];
  const { number, left, currency } = order;
  return [{ code: ALONE, params: { order: number, left, currency } }];
}

/**
 * Returns the holds for the months on a billing group's document. Months with the same order share its limit: if they
 * exceed it together, none of them can be approved, because only a person can decide which of them the order covers.
 * @param months `isHeld` for months that are on hold for another reason; members that are left out of the document
 *   don't use the order
 * @returns holds in the order of `months`
 */
export function holdsOfOrders(
  months: readonly (MonthOnOrder & { readonly isHeld: boolean })[],
  whenHeld: WhenHeld,
): HoldReason[][] {
  const counts = ({ isHeld }: { readonly isHeld: boolean }): boolean => whenHeld === 'wait' || !isHeld;
  return months.map((month) => {
    const { order } = month;
    if (order === null || !counts(month)) return [];
    const sharing = months.filter((one) => one.order?.number === order.number && counts(one));
    if (sharing.length === 1) return holdsOfOrder(month);
    const sum = sumMinor(sharing, ({ netMinor }) => netMinor);
    if (isEnough(order, sum)) return [];
    const { number, left, currency } = order;
    return [{ code: TOGETHER, params: { order: number, left, sum: fromMinor(sum, currency), currency } }];
  });
}

function isEnough({ left, currency }: LimitedOrder, netMinor: bigint): boolean {
  return new Exact(left).gte(fromMinor(netMinor, currency));
}
