import { groupBy } from '#platform/domain';

/** An amount of a journal entry on an account number, in minor units: debits are positive, credits negative. */
export interface NumberedAmount {
  readonly number: string;
  readonly currency: string;
  readonly amountMinor: bigint;
  readonly booksAmountMinor: bigint;
}

/** An amount on an account, with the opposite amount on the contra account. */
export interface PairedAmount extends NumberedAmount {
  readonly contraNumber: string;
}

/**
 * Splits an entry into pairs of accounts. All pairs have the same contra account: the account with the most currencies
 * and, of several such accounts, the one with the largest value. The pairs have the same sums per account and currency
 * and the same values per account as the entry, because an entry is balanced. An entry with a single account has no
 * pairs.
 */
export function splitEntry(lines: readonly NumberedAmount[]): readonly PairedAmount[] {
  const sums = sumByAccount(lines);
  const contraNumber = findContra(sums);
  return sums
    .filter(({ number }) => number !== contraNumber)
    .map((sum) => ({ ...sum, contraNumber: contraNumber! }));
}

/** Adds amounts on the same account in the same currency, and omits sums of zero. */
function sumByAccount(lines: readonly NumberedAmount[]): readonly NumberedAmount[] {
  const sums = new Map<string, NumberedAmount>();
  for (const line of lines) {
    const key = `${line.number} ${line.currency}`;
    const before = sums.get(key);
    sums.set(key, {
      ...line,
      amountMinor: line.amountMinor + (before?.amountMinor ?? 0n),
      booksAmountMinor: line.booksAmountMinor + (before?.booksAmountMinor ?? 0n),
    });
  }
  return [...sums.values()].filter(
    ({ amountMinor, booksAmountMinor }) => amountMinor !== 0n || booksAmountMinor !== 0n,
  );
}

function findContra(sums: readonly NumberedAmount[]): string | undefined {
  const accounts = [...groupBy(sums, ({ number }) => number)].map(([number, amounts]) => ({
    number,
    currencies: amounts.length,
    value: amounts.reduce((all, { booksAmountMinor }) => all + abs(booksAmountMinor), 0n),
  }));
  return accounts.toSorted(
    (one, other) =>
      other.currencies - one.currencies ||
      Number(other.value > one.value) - Number(other.value < one.value) ||
      (one.number < other.number ? -1 : 1),
  )[0]?.number;
}

const abs = (minor: bigint): bigint => (minor < 0n ? -minor : minor);
