import type { MeterPast } from '../../../api/types.js';
import type { MeterOnPage } from '../plans/simulated-plan.js';

type Past = Pick<MeterPast, 'unit' | 'months'>;

/** Usage of a month by unit, for charts only; never used for billing. */
export function sumsOfMonth(
  meters: readonly Pick<MeterOnPage, 'deducts'>[],
  pasts: readonly Past[],
  place: number,
): { readonly unit: string; readonly sum: number }[] {
  const sums = new Map<string, { readonly unit: string; readonly sum: number }>();
  for (const [index, { unit, months }] of pasts.entries()) {
    const quantity = Number(months[place]?.quantity ?? 0) * (meters[index]?.deducts ? -1 : 1);
    sums.set(unit, { unit, sum: (sums.get(unit)?.sum ?? 0) + quantity });
  }
  return [...sums.values()];
}

/** Meters with months without data, and the number of these months. */
export function unknownOf<One extends Past>(
  pasts: readonly One[],
  nameOf: (past: One) => string,
): { readonly name: string; readonly months: number }[] {
  return pasts.flatMap((past) => {
    const unknown = past.months.filter(({ quantity }) => quantity === null).length;
    return unknown === 0 ? [] : [{ name: nameOf(past), months: unknown }];
  });
}

/** Share of the time covered by readings, 0 to 1. */
export function measuredShare(pasts: readonly Past[]): number {
  const months = pasts.flatMap((past) => past.months);
  const seconds = months.reduce((sum, month) => sum + month.seconds, 0);
  const unknown = months.reduce(
    (sum, month) => sum + (month.quantity === null ? month.seconds : month.unknownSeconds),
    0,
  );
  return seconds === 0 ? 0 : 1 - unknown / seconds;
}
