import type { MeteredMonth } from '#billing/domain';
import { countDays, type PausedDays, plusDays } from '#contracts/domain';
import { Exact } from '#platform/domain';
import { overlappingDays } from '#pricing/domain';

const DECIMALS = 6;

/**
 * Returns a forecast month. Expected usage is assigned to the last day, in case a contract year ends earlier in the
 * month. If the contract is paused on some of the remaining days, the expected usage is spread evenly over all
 * remaining days.
 * @param quantity the expected final quantity of the meter, a decimal
 */
export function toForecastMonth(
  month: MeteredMonth,
  quantity: string,
  paused: readonly PausedDays[],
): MeteredMonth {
  const remaining = new Exact(quantity).minus(month.quantity ?? 0);
  const next = month.days.reduce((day, one) => (one.day >= day ? plusDays(one.day, 1) : day), month.from);
  const left = next < month.to ? countDays(next, month.to) : 0;
  const pauses = overlappingDays(paused, { from: next, to: month.to });
  const daysBefore = pauses.length > 0 ? left - 1 : 0;
  const perDay = daysBefore > 0 ? remaining.div(left).toDecimalPlaces(DECIMALS) : new Exact(0);
  const expected = Array.from({ length: daysBefore }, (_, index) => ({
    day: plusDays(next, index),
    quantity: perDay.toFixed(),
    heldQuantity: '0',
  }));
  const lastDay = {
    day: plusDays(month.to, -1),
    quantity: remaining.minus(perDay.times(daysBefore)).toFixed(),
    heldQuantity: '0',
  };
  return { ...month, state: 'measured', quantity, days: [...month.days, ...expected, lastDay] };
}
