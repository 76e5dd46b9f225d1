import type { ContractView } from '#contracts';
import { areUsable, daysAfter, prepaidBalances } from './prepaid-balances.js';

/** The days on which a month is cut: other terms begin, or what was paid before has lapsed. */
export function cutsOf({ versions, takeover }: Pick<ContractView, 'versions' | 'takeover'>): string[] {
  return [...versions.slice(1).map(({ from }) => from), ...daysAfter(prepaidBalances(takeover))];
}

/** Since when usage says what counters come to: their first day, and where some of what was paid before may be left since ever. */
export function countsSince(
  { startsOn, takeover }: Pick<ContractView, 'startsOn' | 'takeover'>,
  counterFrom: string,
): string {
  return areUsable(prepaidBalances(takeover), counterFrom) ? startsOn : counterFrom;
}
