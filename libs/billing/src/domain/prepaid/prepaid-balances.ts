import { plusDays, type PrepaidBalance } from '#contracts/domain';

/** Balances of a charge that is rated as one, or machine by machine: of the machine, or of the pool. */
export function balancesOf(
  balances: readonly PrepaidBalance[],
  chargeKey: string,
  machineId: string | null,
): PrepaidBalance[] {
  return balances.filter((one) => one.chargeKey === chargeKey && one.machineId === machineId);
}

type BalanceDays = Pick<PrepaidBalance, 'from' | 'until'>;

/** The days on which something else can be drawn on than the day before: a month within which one lies is counted in two parts. */
export function drawnAnewOn(balances: readonly BalanceDays[]): string[] {
  const days = balances.flatMap(({ from, until }) => [from, ...(until === null ? [] : [plusDays(until, 1)])]);
  return [...new Set(days)].sort();
}

/** Whether some of a balance may be left on a day, or comes later. */
export function areUsable(balances: readonly Pick<PrepaidBalance, 'until'>[], day: string): boolean {
  return balances.some(({ until }) => until === null || until >= day);
}
