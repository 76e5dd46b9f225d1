import { groupBy, type Transaction } from '#platform';
import type { BookedAmount } from '../domain/ledger/booked-amount.js';

/** The latest revaluation of a currency in a month; amounts in minor units. */
export interface PostedRevaluation {
  readonly id: string;
  readonly currency: string;
  readonly number: number;
  readonly gainMinor: string;
  readonly lossMinor: string;
  readonly booksRate: string;
  readonly postingDate: string;
  readonly reversedOn: string;
  readonly postedAt: Date;
  readonly postedBy: string | null;
}

/**
 * Loads the open amounts of a legal entity's documents in foreign currencies, by currency, according to the postings up
 * to and including a day.
 */
export async function loadForeignItems(
  tx: Transaction,
  legalEntityId: string,
  booksCurrency: string,
  day: string,
): Promise<ReadonlyMap<string, readonly BookedAmount[]>> {
  const rows: { currency: string; minor: string; booksMinor: string }[] = await tx.manager.query(
    `select l.currency, sum(l.amount_minor)::text as minor, sum(l.books_amount_minor)::text as "booksMinor"
       from journal_entry e
       join journal_line l on l.maker_id = e.maker_id and l.entry_id = e.id and l.account = 'receivable'
      where e.maker_id = $1 and e.legal_entity_id = $2 and l.currency <> $3 and e.posting_date <= $4
      group by coalesce(l.item_id, e.invoice_id), l.currency
     having sum(l.amount_minor) <> 0
      order by l.currency`,
    [tx.scope.makerId, legalEntityId, booksCurrency, day],
  );
  const items = rows.map(({ currency, minor, booksMinor }) => ({
    currency,
    minor: BigInt(minor),
    booksMinor: BigInt(booksMinor),
  }));
  return groupBy(items, ({ currency }) => currency);
}

/** Loads the latest revaluation of each currency in a month, by currency. */
export async function loadPostedRevaluations(
  tx: Transaction,
  legalEntityId: string,
  firstDay: string,
): Promise<ReadonlyMap<string, PostedRevaluation>> {
  const rows: PostedRevaluation[] = await tx.manager.query(
    `select distinct on (currency) id, currency, number, gain_minor as "gainMinor", loss_minor as "lossMinor",
            trim_scale(books_rate)::text as "booksRate", posting_date::text as "postingDate",
            reversed_on::text as "reversedOn", posted_at as "postedAt", posted_by_name as "postedBy"
       from revaluation where maker_id = $1 and legal_entity_id = $2 and month = $3
      order by currency, number desc`,
    [tx.scope.makerId, legalEntityId, firstDay],
  );
  return new Map(rows.map((row) => [row.currency, row]));
}
