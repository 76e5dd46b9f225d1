import type { JournalPeriod } from '#invoicing';
import type { Transaction } from '#platform';
import type { JournalLine } from '../domain/journal-export/journal-table.js';

/** Position of an entry in the order of the journal. */
export interface EntryPlace {
  readonly postingDate: string;
  /** Exact to the microsecond, which a `Date` would lose. */
  readonly postedAt: string;
  readonly entryId: string;
}

type LineRow = Omit<JournalLine, 'amountMinor' | 'booksAmountMinor'> &
  EntryPlace & { readonly amountMinor: string; readonly booksAmountMinor: string };

/**
 * Number of entries that are read at a time, so that memory and transactions stay small regardless of the length of the
 * period.
 */
const ENTRIES_AT_ONCE = 500;

/** Loads the lines of the next entries in the order of their posting dates; empty after the last entry. */
export async function loadJournalLines(
  tx: Transaction,
  { legalEntityId, from, to }: JournalPeriod,
  after: EntryPlace | null,
): Promise<readonly (JournalLine & EntryPlace)[]> {
  const rows: LineRow[] = await tx.manager.query(
    `with entry as (
       select e.* from journal_entry e
        where e.maker_id = $1 and e.legal_entity_id = $2 and e.posting_date between $3 and $4
          and ($5::date is null or (e.posting_date, e.posted_at, e.id) > ($5::date, $6::timestamptz, $7::uuid))
        order by e.posting_date, e.posted_at, e.id limit ${ENTRIES_AT_ONCE}
     )
     select e.id as "entryId", e.posting_date::text as "postingDate", e.posted_at::text as "postedAt", l.position,
            e.source_kind as "sourceKind", coalesce(o.number, ao.number, '') as document,
            coalesce(p.reference, '') as payment, coalesce(cu.name, '') as customer, l.account,
            l.revenue_class as "revenueClass", l.tax_category as "taxCategory",
            trim_scale(l.tax_percent)::text as "taxPercent", l.currency, e.books_currency as "booksCurrency",
            l.amount_minor::text as "amountMinor", l.books_amount_minor::text as "booksAmountMinor"
       from entry e
       join journal_line l on l.maker_id = e.maker_id and l.entry_id = e.id
       left join allocation a on e.source_kind in ('allocation', 'allocation_reversal') and a.maker_id = e.maker_id
             and a.id = e.source_id
       left join write_off w on e.source_kind in ('write_off', 'write_off_reversal') and w.maker_id = e.maker_id
             and w.id = e.source_id
       left join refund r on e.source_kind in ('refund', 'refund_reversal') and r.maker_id = e.maker_id
             and r.id = e.source_id
       left join revenue_release rr on e.source_kind = 'revenue_release' and rr.maker_id = e.maker_id
             and rr.id = e.source_id
       left join open_item o on o.maker_id = e.maker_id and o.document_id = coalesce(l.item_id, e.invoice_id)
       left join open_item ao on ao.maker_id = e.maker_id
             and ao.document_id = coalesce(a.document_id, w.document_id, r.document_id, rr.document_id)
       left join payment p on p.maker_id = e.maker_id
             and p.id = coalesce(l.payment_id, a.payment_id, r.payment_id,
                                 case when e.source_kind = 'payment' then e.source_id end)
       left join customer cu on cu.maker_id = e.maker_id
             and cu.id = coalesce(o.customer_id, ao.customer_id, p.customer_id)
      order by e.posting_date, e.posted_at, e.id, l.position`,
    [
      tx.scope.makerId,
      legalEntityId,
      from,
      to,
      after?.postingDate ?? null,
      after?.postedAt ?? null,
      after?.entryId ?? null,
    ],
  );
  return rows.map(({ amountMinor, booksAmountMinor, ...row }) => ({
    ...row,
    amountMinor: BigInt(amountMinor),
    booksAmountMinor: BigInt(booksAmountMinor),
  }));
}
