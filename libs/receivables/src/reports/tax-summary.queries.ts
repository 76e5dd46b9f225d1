import type { Transaction } from '#platform';

/** Payable tax of a month, category and rate in the accounting currency, in minor units. Credit notes reduce it. */
export interface TaxSummaryRow {
  /** Posting month, `YYYY-MM`. */
  readonly month: string;
  readonly category: string;
  readonly percent: string;
  readonly booksTaxMinor: string;
  readonly documents: readonly {
    readonly documentId: string;
    readonly number: string;
    /** In minor units of the accounting currency. */
    readonly booksTaxMinor: string;
  }[];
}

export interface TaxSummaryQuery {
  readonly legalEntityId: string;
  /** The first and last posting date, `YYYY-MM-DD`. */
  readonly from: string;
  readonly to: string;
}

/** Sums the journal lines of the account `tax_payable`, so that the sum equals the change of its balance. */
export function loadTaxSummary(
  tx: Transaction,
  { legalEntityId, from, to }: TaxSummaryQuery,
): Promise<TaxSummaryRow[]> {
  return tx.manager.query<TaxSummaryRow[]>(
    `select s.month, s.category, s.percent, (-sum(s.books_minor))::text as "booksTaxMinor",
            jsonb_agg(jsonb_build_object('documentId', s.document_id, 'number', s.number,
                                         'booksTaxMinor', (-s.books_minor)::text) order by s.number) as documents
       from (select to_char(e.posting_date, 'YYYY-MM') as month, coalesce(l.tax_category, '') as category,
                    coalesce(trim_scale(l.tax_percent)::text, '') as percent, i.id as document_id, i.number,
                    sum(l.books_amount_minor) as books_minor
               from journal_entry e
               join journal_line l on l.maker_id = e.maker_id and l.entry_id = e.id and l.account = 'tax_payable'
               join invoice i on i.maker_id = e.maker_id and i.id = e.invoice_id
              where e.maker_id = $1 and e.legal_entity_id = $2 and e.posting_date between $3 and $4
              group by 1, 2, 3, 4, 5) s
      group by 1, 2, 3
      order by 1, 2, 3`,
    [tx.scope.makerId, legalEntityId, from, to],
  );
}
