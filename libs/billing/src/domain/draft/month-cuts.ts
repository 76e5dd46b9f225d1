import type { ContractView } from '#contracts';
import { areUsable, daysAfter, prepaidBalances } from './prepaid-balances.js';

/**
 * The days on which a month is cut: other terms begin, what was paid before has lapsed, or days begin or end on which what is used is
 * not billed.
 */
export function cutsOf({
  versions,
  takeover,
  pausedDays,
}: Pick<ContractView, 'versions' | 'takeover' | 'pausedDays'>): string[] {
  return [
    ...versions.slice(1).map(({ from }) => from),
    ...daysAfter(prepaidBalances(takeover)),
    ...pausedDays.flatMap(({ from, to, use }) => (use === 'not_billed' ? [from, to] : [])),
  ];
}

/** Since when usage says what counters come to: their first day, and where some of what was paid before may be left since ever. */
export function countsSince(
  { startsOn, takeover }: Pick<ContractView, 'startsOn' | 'takeover'>,
  counterFrom: string,
): string {
  return areUsable(prepaidBalances(takeover), counterFrom) ? startsOn : counterFrom;
}
