import type { LedgerOracle, OraclePosting } from './oracle.js';

const DAY_MS = 86_400_000;

/** Sums by key, without sums of zero. */
function sumBy<T>(
  rows: Iterable<T>,
  keyOf: (row: T) => string | null,
  of: (row: T) => bigint,
): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const row of rows) {
    const key = keyOf(row);
    if (key !== null) sums.set(key, (sums.get(key) ?? 0n) + of(row));
  }
  for (const [key, sum] of sums) if (sum === 0n) sums.delete(key);
  return sums;
}

const upTo = ({ postings }: LedgerOracle, day: string): OraclePosting[] =>
  postings.filter((posting) => posting.day <= day);

/** Balances by account and currency. */
export const balancesOf = (oracle: LedgerOracle, day: string): Map<string, bigint> =>
  sumBy(
    upTo(oracle, day),
    ({ account, currency }) => `${account} ${currency}`,
    ({ minor }) => minor,
  );

/** Balances by account in the accounting currency. */
export const booksOf = (oracle: LedgerOracle, day: string): Map<string, bigint> =>
  sumBy(
    upTo(oracle, day),
    ({ account }) => account,
    ({ books }) => books,
  );

/** Open amounts by customer, currency and class of days overdue, with credit as a class of its own. */
export function ageingOf(oracle: LedgerOracle, day: string): Map<string, bigint> {
  const open = sumBy(
    upTo(oracle, day),
    ({ item }) => item ?? null,
    ({ minor }) => minor,
  );
  const unapplied = sumBy(
    upTo(oracle, day),
    ({ payment }) => payment ?? null,
    ({ minor }) => minor,
  );
  const rows: { key: string; minor: bigint }[] = [];
  for (const [id, minor] of open) {
    const { customer, currency, dueOn } = oracle.items.get(id)!;
    const days = Math.round((Date.parse(day) - Date.parse(dueOn)) / DAY_MS);
    const first = [1, 31, 61, 91].filter((start) => days >= start).length;
    rows.push({ key: `${customer} ${currency} ${minor < 0n ? 'credit' : first}`, minor });
  }
  for (const [id, minor] of unapplied) {
    const { customer, currency } = oracle.payments.get(id)!;
    rows.push({ key: `${customer ?? 'unknown'} ${currency} credit`, minor });
  }
  return sumBy(
    rows,
    ({ key }) => key,
    ({ minor }) => minor,
  );
}

/** The balance of each customer and currency: receivables less unapplied payments. */
export function statementsOf(oracle: LedgerOracle, day: string): Map<string, bigint> {
  const ownerOf = ({ item, payment }: OraclePosting): string | null =>
    item !== undefined
      ? oracle.items.get(item)!.customer
      : payment !== undefined
        ? oracle.payments.get(payment)!.customer
        : null;
  return sumBy(
    upTo(oracle, day),
    (posting) => {
      const owner = ownerOf(posting);
      return owner === null ? null : `${owner} ${posting.currency}`;
    },
    ({ minor }) => minor,
  );
}

/** Payable tax by month in the accounting currency, from all postings up to and including a day. */
export const taxesOf = (oracle: LedgerOracle, day: string): Map<string, bigint> =>
  sumBy(
    oracle.postings.filter((posting) => posting.account === 'tax_payable' && posting.day <= day),
    (posting) => posting.day.slice(0, 7),
    ({ books }) => -books,
  );

/** Lists the keys with different sums. */
export function differences(
  expected: ReadonlyMap<string, bigint>,
  found: ReadonlyMap<string, bigint>,
): string[] {
  const keys = new Set([...expected.keys(), ...found.keys()]);
  return [...keys].flatMap((key) => {
    const [ours, theirs] = [expected.get(key) ?? 0n, found.get(key) ?? 0n];
    return ours === theirs ? [] : [`${key}: expected ${ours}, found ${theirs}`];
  });
}
