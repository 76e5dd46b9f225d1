import type { Transaction } from '#platform';
import type { Behaviour, DocumentAccount } from '../domain/accounting/journal.js';

export interface JournalLineView {
  readonly account: DocumentAccount;
  readonly amountMinor: string;
  readonly booksAmountMinor: string;
  readonly revenueClass: string | null;
  readonly behaviour: Behaviour | null;
  readonly taxCategory: string | null;
  readonly taxPercent: string | null;
  readonly machine: string | null;
  /** Number of the line's contract; null if the amount is not revenue of a line. */
  readonly contract: string | null;
  readonly linePosition: number | null;
}

/** The journal entry of a document. */
export interface JournalView {
  readonly postingDate: string;
  readonly serviceFrom: string;
  readonly serviceTo: string;
  readonly currency: string;
  readonly booksCurrency: string;
  readonly booksRate: string;
  readonly booksRateOn: string | null;
  readonly booksRateSource: string | null;
  readonly lines: readonly JournalLineView[];
}

/**
 * Loads the journal entry of a document; null if it is not issued. A billing group's document has one entry for all of
 * its contracts.
 */
export async function loadJournal(tx: Transaction, invoiceId: string): Promise<JournalView | null> {
  const [entry]: (Omit<JournalView, 'lines'> & { id: string })[] = await tx.manager.query(
    `select id, posting_date::text as "postingDate", service_from::text as "serviceFrom", service_to::text as "serviceTo",
            currency, books_currency as "booksCurrency", trim_scale(books_rate)::text as "booksRate",
            books_rate_on::text as "booksRateOn", books_rate_source as "booksRateSource"
       from journal_entry where maker_id = $1
        and invoice_id = (select coalesce(lead_id, id) from invoice where maker_id = $1 and id = $2)`,
    [tx.scope.makerId, invoiceId],
  );
  if (!entry) return null;
  const { id, ...view } = entry;
  const lines: JournalLineView[] = await tx.manager.query(
    `select j.account, j.amount_minor as "amountMinor", j.books_amount_minor as "booksAmountMinor",
            j.revenue_class as "revenueClass", j.behaviour, j.tax_category as "taxCategory",
            trim_scale(j.tax_percent)::text as "taxPercent", m.serial as machine, c.number as contract,
            l.position as "linePosition"
       from journal_line j
       left join machine m on m.maker_id = j.maker_id and m.id = j.machine_id
       left join invoice_line l on l.maker_id = j.maker_id and l.id = j.invoice_line_id
       left join invoice i on i.maker_id = l.maker_id and i.id = l.invoice_id
       left join contract c on c.maker_id = i.maker_id and c.id = i.contract_id
      where j.maker_id = $1 and j.entry_id = $2 order by j.position`,
    [tx.scope.makerId, id],
  );
  return { ...view, lines };
}
