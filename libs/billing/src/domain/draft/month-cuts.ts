import type { ContractView } from '#contracts/domain';
import { isAnyUsable, daysOfBalanceChanges } from '../prepaid/prepaid-balances.js';

/**
 * Returns the days on which a month must be split, because terms change, prepaid credits become usable or expire, or
 * days without usage billing begin or end.
 */
export function cutsOf({
  versions,
  prepaid,
  pausedDays,
}: Pick<ContractView, 'versions' | 'prepaid' | 'pausedDays'>): string[] {
  return [
    ...versions.slice(1).map(({ from }) => from),
    ...daysOfBalanceChanges(prepaid),
    ...pausedDays.flatMap(({ from, to, use }) => (use === 'not_billed' ? [from, to] : [])),
  ];
}

/**
 * Returns the first day with usage that affects a rated period: the rated period's own first day, or the contract's
 * start if prepaid credits can remain from earlier periods.
 */
export function countsSince(
  { startsOn, prepaid }: Pick<ContractView, 'startsOn' | 'prepaid'>,
  counterFrom: string,
): string {
  const begun = prepaid.filter(({ from }) => from <= counterFrom);
  return isAnyUsable(begun, counterFrom) ? startsOn : counterFrom;
}
