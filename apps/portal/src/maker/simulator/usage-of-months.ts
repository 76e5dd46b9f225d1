import type { MeterPast } from '../../api/types.js';

/** What all counters counted in a month, for a picture; nothing is billed by it. */
export function sumOfMonth(pasts: readonly MeterPast[], place: number): number {
  return pasts.reduce((sum, { months }) => sum + Number(months[place]?.quantity ?? 0), 0);
}

/** Counters with months of which nothing is known, and how many of them. */
export function unknownOf(pasts: readonly MeterPast[]): { readonly name: string; readonly months: number }[] {
  return pasts.flatMap(({ serial, code, months }) => {
    const unknown = months.filter(({ quantity }) => quantity === null).length;
    return unknown === 0 ? [] : [{ name: serial ?? code, months: unknown }];
  });
}

/** Which share of the time readings tell of, 0 to 1. */
export function measuredShare(pasts: readonly MeterPast[]): number {
  const months = pasts.flatMap((past) => past.months);
  const seconds = months.reduce((sum, month) => sum + month.seconds, 0);
  const unknown = months.reduce(
    (sum, month) => sum + (month.quantity === null ? month.seconds : month.unknownSeconds),
    0,
  );
  return seconds === 0 ? 0 : 1 - unknown / seconds;
}
