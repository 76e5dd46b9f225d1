import { Exact, fromMinor, sumMinor } from '#platform/domain';
import type { HoldReason } from '../document/invoice-state.js';
import type { WhenHeld } from './bill-group.js';

/** A buyer's order with a limit, as a document stands to it. */
export interface LimitedOrder {
  readonly number: string;
  readonly currency: string;
  /** Of its amount after all that was issued on it; a decimal, below zero where more was. */
  readonly left: string;
}

/** What a contract's month takes of an order; null of none that has a limit. */
export interface MonthOnOrder {
  readonly order: LimitedOrder | null;
  readonly netMinor: bigint;
}

const ALONE = 'order_exceeded';
const TOGETHER = 'order_exceeded_together';

export const isHoldOfOrder = ({ code }: HoldReason): boolean => code === ALONE || code === TOGETHER;

/** Of a month that is billed alone. */
export function holdsOfOrder({ order, netMinor }: MonthOnOrder): HoldReason[] {
  if (order === null || isEnough(order, netMinor)) return [];
  const { number, left, currency } = order;
  return [{ code: ALONE, params: { order: number, left, currency } }];
}

/**
 * Of the months on a group's document, which takes of an order what all of them come to. None of those that would exceed it together
 * may be approved: which of them the order is for only people know.
 * @param months `isHeld` by something else; what the document goes on without takes nothing of the order
 * @returns in the order given
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
