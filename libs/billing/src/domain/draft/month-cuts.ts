import type { ContractView } from '#contracts/domain';
import { areUsable, drawnAnewOn } from '../prepaid/prepaid-balances.js';

/**
 * The days on which a month is cut: other terms begin, what was paid before can be used or has lapsed, or days begin or end on which what is used is
 * not billed.
 */
export function cutsOf({
  versions,
  prepaid,
  pausedDays,
}: Pick<ContractView, 'versions' | 'prepaid' | 'pausedDays'>): string[] {
  return [
    ...versions.slice(1).map(({ from }) => from),
    ...drawnAnewOn(prepaid),
    ...pausedDays.flatMap(({ from, to, use }) => (use === 'not_billed' ? [from, to] : [])),
  ];
}

/** Since when usage says what counters come to: their first day, and where some of what was paid before may be left since ever. */
export function countsSince(
  { startsOn, prepaid }: Pick<ContractView, 'startsOn' | 'prepaid'>,
  counterFrom: string,
): string {
  const begun = prepaid.filter(({ from }) => from <= counterFrom);
  return areUsable(begun, counterFrom) ? startsOn : counterFrom;
}
