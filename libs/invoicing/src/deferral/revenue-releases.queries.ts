import type { Transaction } from '#platform';
import type { AccountingRate } from '#organization';

/** Deferred revenue of a legal entity in one currency at the end of a month, in minor units. */
export interface RevenueReleaseTotal {
  readonly currency: string;
  /** Documents with revenue to release. */
  readonly documents: number;
  /** Unreleased revenue of the month and of earlier months. */
  readonly dueMinor: string;
  /** Revenue that was released for the month. */
  readonly releasedMinor: string;
  /** Revenue of later months. */
  readonly laterMinor: string;
}

/** Sums deferred revenue by currency. */
export function loadReleaseTotals(
  tx: Transaction,
  legalEntityId: string,
  firstDay: string,
): Promise<RevenueReleaseTotal[]> {
  return tx.manager.query<RevenueReleaseTotal[]>(
    `select d.currency, count(distinct d.document_id) filter (where d.released_on is null and d.month <= $3)::int as documents,
            coalesce(sum(d.amount_minor) filter (where d.released_on is null and d.month <= $3), 0)::text as "dueMinor",
            coalesce(sum(d.amount_minor) filter (where r.month = $3), 0)::text as "releasedMinor",
            coalesce(sum(d.amount_minor) filter (where d.released_on is null and d.month > $3), 0)::text as "laterMinor"
       from deferred_revenue d
       left join revenue_release r on r.maker_id = d.maker_id and r.id = d.release_id
      where d.maker_id = $1 and d.legal_entity_id = $2 and (d.released_on is null or r.month = $3)
      group by d.currency order by d.currency`,
    [tx.scope.makerId, legalEntityId, firstDay],
  );
}

/** Revenue of a line that is to be released, with its class, and the entry that deferred it. */
export interface RevenueToRelease {
  readonly documentId: string;
  readonly invoiceLineId: string;
  readonly currency: string;
  readonly booksCurrency: string;
  readonly rate: AccountingRate;
  readonly revenueClass: string;
  readonly machineId: string | null;
  readonly amountMinor: bigint;
  readonly booksAmountMinor: bigint;
}

/** Locks the unreleased parts of a month and of earlier months, and sums them by document and line. */
export async function lockRevenueToRelease(
  tx: Transaction,
  legalEntityId: string,
  firstDay: string,
): Promise<RevenueToRelease[]> {
  const key = [tx.scope.makerId, legalEntityId, firstDay];
  await tx.manager.query(
    `select 1 as locked from deferred_revenue
      where maker_id = $1 and legal_entity_id = $2 and month <= $3 and released_on is null
      order by document_id, invoice_line_id, month for update`,
    key,
  );
  const rows: (Omit<RevenueToRelease, 'rate' | 'amountMinor' | 'booksAmountMinor'> & {
    readonly booksRate: string;
    readonly booksRateOn: string | null;
    readonly booksRateSource: string | null;
    readonly amountMinor: string;
    readonly booksAmountMinor: string;
  })[] = await tx.manager.query(
    `select d.document_id as "documentId", d.invoice_line_id as "invoiceLineId", d.currency,
            e.books_currency as "booksCurrency", trim_scale(e.books_rate)::text as "booksRate",
            e.books_rate_on::text as "booksRateOn", e.books_rate_source as "booksRateSource",
            coalesce(i.component, i.kind) as "revenueClass", l.machine_id as "machineId",
            sum(d.amount_minor)::text as "amountMinor", sum(d.books_amount_minor)::text as "booksAmountMinor"
       from deferred_revenue d
       join journal_entry e on e.maker_id = d.maker_id and e.source_kind = 'document' and e.source_id = d.document_id
       join invoice_line i on i.maker_id = d.maker_id and i.id = d.invoice_line_id
       join journal_line l on l.maker_id = e.maker_id and l.entry_id = e.id and l.account = 'deferred_revenue'
        and l.invoice_line_id = d.invoice_line_id
      where d.maker_id = $1 and d.legal_entity_id = $2 and d.month <= $3 and d.released_on is null
      group by e.maker_id, e.id, d.document_id, d.invoice_line_id, d.currency, i.maker_id, i.id, l.machine_id, i.position
      order by d.document_id, i.position, d.invoice_line_id`,
    key,
  );
  return rows.map(({ booksRate, booksRateOn, booksRateSource, amountMinor, booksAmountMinor, ...row }) => ({
    ...row,
    rate: { rate: booksRate, day: booksRateOn, source: booksRateSource },
    amountMinor: BigInt(amountMinor),
    booksAmountMinor: BigInt(booksAmountMinor),
  }));
}

/** Marks the locked parts of documents as released. */
export async function markReleased(
  tx: Transaction,
  { month, postingDate }: { readonly month: string; readonly postingDate: string },
  releases: readonly { readonly id: string; readonly documentId: string }[],
): Promise<void> {
  await tx.manager.query(
    `update deferred_revenue d set released_on = $3, release_id = r.id
       from unnest($4::uuid[], $5::uuid[]) as r (id, document_id)
      where d.maker_id = $1 and d.document_id = r.document_id and d.month <= $2 and d.released_on is null`,
    [
      tx.scope.makerId,
      month,
      postingDate,
      releases.map(({ id }) => id),
      releases.map(({ documentId }) => documentId),
    ],
  );
}
