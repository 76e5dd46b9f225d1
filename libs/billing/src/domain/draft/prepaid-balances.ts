import { plusDays, type Takeover } from '#contracts';

/** What a contract brought that was paid before, for a charge; of one that rates each machine alone, for a machine. */
export interface PrepaidBalance {
  /** Among all balances that were brought, from 0. */
  readonly position: number;
  readonly chargeKey: string;
  readonly machineId: string | null;
  /** As it was brought, in what the charge prices; decimal. */
  readonly quantity: string;
  /** The first day billed here, and the last day on which it can be used; null without one. */
  readonly from: string;
  readonly until: string | null;
}

/** In the order in which they are told. What names no charge, from before balances did, is shown and never used. */
export function prepaidBalances(takeover: Takeover | null): PrepaidBalance[] {
  if (takeover === null) return [];
  return takeover.balances.flatMap(({ kind, chargeKey, machineId = null, quantity, expiresOn }, position) =>
    kind === 'prepaid' && chargeKey
      ? [{ position, chargeKey, machineId, quantity, from: takeover.billedFrom, until: expiresOn }]
      : [],
  );
}

/** Balances of a charge that is rated as one, or machine by machine: of the machine, or of the pool. */
export function balancesOf(
  balances: readonly PrepaidBalance[],
  chargeKey: string,
  machineId: string | null,
): PrepaidBalance[] {
  return balances.filter((one) => one.chargeKey === chargeKey && one.machineId === machineId);
}

/** The first days after which balances lapsed: a month within which one does is counted in two parts. */
export function daysAfter(balances: readonly Pick<PrepaidBalance, 'until'>[]): string[] {
  return [...new Set(balances.flatMap(({ until }) => (until === null ? [] : [plusDays(until, 1)])))].sort();
}

/** Whether what earlier months used says how much of a balance is left on a day. */
export function areUsable(balances: readonly Pick<PrepaidBalance, 'until'>[], day: string): boolean {
  return balances.some(({ until }) => until === null || until >= day);
}
