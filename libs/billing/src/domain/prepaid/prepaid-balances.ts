import { plusDays, type PrepaidBalance } from '#contracts/domain';

/** Returns the balances of a charge's pool or, if machines are rated separately, of a machine. */
export function balancesOf(
  balances: readonly PrepaidBalance[],
  chargeKey: string,
  machineId: string | null,
): PrepaidBalance[] {
  return balances.filter((one) => one.chargeKey === chargeKey && one.machineId === machineId);
}

type BalanceDays = Pick<PrepaidBalance, 'from' | 'until'>;

/**
 * Returns the days on which the set of usable balances changes. A month that contains such a day is counted in two
 * parts.
 */
export function daysOfBalanceChanges(balances: readonly BalanceDays[]): string[] {
  const days = balances.flatMap(({ from, until }) => [from, ...(until === null ? [] : [plusDays(until, 1)])]);
  return [...new Set(days)].sort();
}

/** Returns true when a balance can be used on a day or later. */
export function isAnyUsable(balances: readonly Pick<PrepaidBalance, 'until'>[], day: string): boolean {
  return balances.some(({ until }) => until === null || until >= day);
}
