import type { MeteredMonth } from '#billing/domain';
import { countDays, type PausedDays, plusDays } from '#contracts/domain';
import { Exact } from '#platform/domain';
import { restsWithin } from '#pricing/domain';

const DECIMALS = 6;

/**
 * A forecast month. Expected usage counts on its last day, in case a contract year ends before. If the contract is
 * paused on some of the remaining days, it is spread evenly over them.
 * @param quantity the expected final quantity of the meter, a decimal
 */
export function atMonthEnd(
  month: MeteredMonth,
  quantity: string,
  paused: readonly PausedDays[],
): MeteredMonth {
  const toCome = new Exact(quantity).minus(month.quantity ?? 0);
  const next = month.days.reduce((day, one) => (one.day >= day ? plusDays(one.day, 1) : day), month.from);
  const left = next < month.to ? countDays(next, month.to) : 0;
  const rests = restsWithin(paused, { from: next, to: month.to });
  const before = rests.length > 0 ? left - 1 : 0;
  const each = before > 0 ? toCome.div(left).toDecimalPlaces(DECIMALS) : new Exact(0);
  const expected = Array.from({ length: before }, (_, index) => ({
    day: plusDays(next, index),
    quantity: each.toFixed(),
    heldQuantity: '0',
  }));
  const lastDay = {
    day: plusDays(month.to, -1),
    quantity: toCome.minus(each.times(before)).toFixed(),
    heldQuantity: '0',
  };
  return { ...month, state: 'measured', quantity, days: [...month.days, ...expected, lastDay] };
}
