import { type Account, type AccountKey, findLedgerAccount, type NumberedAccount } from '#invoicing/domain';

/** The sum of a part of the journal in one currency, in minor units: debits are positive, credits negative. */
export interface JournalSum extends AccountKey {
  readonly currency: string;
  readonly balanceMinor: bigint;
  readonly booksBalanceMinor: bigint;
}

/** The balance of an account in one currency, in minor units: debits are positive, credits negative. */
export interface AccountBalance {
  readonly account: Account;
  /** Number and name in the legal entity's chart of accounts; null if the account has no number. */
  readonly number: string | null;
  readonly name: string | null;
  readonly currency: string;
  readonly balanceMinor: bigint;
  readonly booksBalanceMinor: bigint;
}

/**
 * Adds sums of the journal that have the same class, number, name and currency. Omits balances that are zero in both
 * currencies. Sorts by class, number and currency.
 */
export function balancesByAccount(
  chart: readonly NumberedAccount[],
  sums: readonly JournalSum[],
): readonly AccountBalance[] {
  const balances = new Map<string, AccountBalance>();
  for (const { balanceMinor, booksBalanceMinor, currency, ...key } of sums) {
    const { number = null, name = null } = findLedgerAccount(chart, key) ?? {};
    const id = JSON.stringify([key.account, number, name, currency]);
    const before = balances.get(id);
    balances.set(id, {
      account: key.account,
      number,
      name,
      currency,
      balanceMinor: balanceMinor + (before?.balanceMinor ?? 0n),
      booksBalanceMinor: booksBalanceMinor + (before?.booksBalanceMinor ?? 0n),
    });
  }
  return [...balances.entries()]
    .filter(([, { balanceMinor, booksBalanceMinor }]) => balanceMinor !== 0n || booksBalanceMinor !== 0n)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, balance]) => balance);
}
