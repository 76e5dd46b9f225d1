import type { UsageHistory } from '../../../api/types.js';
import type { SimulatedMeter } from '../plans/simulated-plan.js';

type MonthlyUsage = Pick<UsageHistory, 'unit' | 'months'>;

/** Usage of a month by unit, for charts only; never used for billing. */
export function sumMonth(
  meters: readonly Pick<SimulatedMeter, 'deducts'>[],
  histories: readonly MonthlyUsage[],
  monthIndex: number,
): { readonly unit: string; readonly sum: number }[] {
  const sums = new Map<string, { readonly unit: string; readonly sum: number }>();
  for (const [index, { unit, months }] of histories.entries()) {
    const quantity = Number(months[monthIndex]?.quantity ?? 0) * (meters[index]?.deducts ? -1 : 1);
    sums.set(unit, { unit, sum: (sums.get(unit)?.sum ?? 0) + quantity });
  }
  return [...sums.values()];
}

/** Returns the meters that have months without data, each with the number of these months. */
export function findUnknownMonths<One extends MonthlyUsage>(
  histories: readonly One[],
  nameOf: (past: One) => string,
): { readonly name: string; readonly months: number }[] {
  return histories.flatMap((past) => {
    const unknown = past.months.filter(({ quantity }) => quantity === null).length;
    return unknown === 0 ? [] : [{ name: nameOf(past), months: unknown }];
  });
}

/** Share of the time covered by readings, 0 to 1. */
export function measuredShare(histories: readonly MonthlyUsage[]): number {
  const months = histories.flatMap((past) => past.months);
  const seconds = months.reduce((sum, month) => sum + month.seconds, 0);
  const unknown = months.reduce(
    (sum, month) => sum + (month.quantity === null ? month.seconds : month.unknownSeconds),
    0,
  );
  return seconds === 0 ? 0 : 1 - unknown / seconds;
}
