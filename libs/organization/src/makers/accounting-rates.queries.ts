import type { Transaction } from '#platform';

/** Number of days on which a rate is valid, beginning with its own day. */
export const MAX_RATE_AGE_DAYS = 10;

export interface AccountingRate {
  /** Accounting currency per unit of the document's currency, decimal. */
  readonly rate: string;
  /** The day of the rate; null if both currencies are the same. */
  readonly day: string | null;
  readonly source: string | null;
}

/**
 * Returns the latest rate in the ten days up to and including a day, `YYYY-MM-DD`; null if there is none. The rate
 * between equal currencies is 1.
 */
export async function findAccountingRate(
  tx: Transaction,
  from: string,
  to: string,
  day: string,
): Promise<AccountingRate | null> {
  if (from === to) return { rate: '1', day: null, source: null };
  const [found]: AccountingRate[] = await tx.manager.query(
    `select trim_scale(rate)::text as rate, day::text as day, source from fx_rate
      where maker_id = $1 and from_currency = $2 and to_currency = $3 and day <= $4 and day > $4::date - $5::int
      order by day desc, recorded_at desc, id desc limit 1`,
    [tx.scope.makerId, from, to, day, MAX_RATE_AGE_DAYS],
  );
  return found ?? null;
}
