import type { PropertyFixture } from './property-fixture.js';

/** Returns an SQL condition for the document $1 and its credit notes. If $1 is null, it holds for all documents. */
const relatedDocuments = (id: string): string =>
  `($1::uuid is null or ${id} = $1 or ${id} in (select about.id from invoice about where about.original_id = $1))`;

/**
 * Invariants that every document satisfies at any time, in SQL. Each query returns the rows that violate the
 * invariant.
 */
const INVARIANTS: readonly { readonly what: string; readonly breaking: string }[] = [
  {
    what: 'gap or repetition in the numbers',
    breaking: `
      select s.kind || ' ' || s.fiscal_year as row from invoice_series s
       left join lateral (
         select count(*) as issued, coalesce(max(i.sequence), 0) as last, count(distinct i.sequence) as different from invoice i
          where i.legal_entity_id = s.legal_entity_id and i.kind = s.kind and i.fiscal_year = s.fiscal_year
             and i.lead_id is null) n on true
       where n.issued <> s.last_number or n.last <> s.last_number or n.different <> n.issued`,
  },
  {
    what: 'issued document with missing data, or draft with data of an issued document',
    breaking: `
      select i.id::text as row from invoice i
       where ${relatedDocuments('i.id')} and (num_nonnulls(i.number, i.sequence, i.issued_on, i.issued_at, i.due_on, i.posting_date, i.seller, i.buyer, i.books_rate)
             <> case when i.state in ('issued', 'credited') then 9 else 0 end
          or (i.state in ('issued', 'credited')) <> exists (select from journal_entry e where e.invoice_id = coalesce(i.lead_id, i.id))
          or (i.state in ('issued', 'credited') and i.kind = 'invoice')
             <> exists (select from money_decision d where d.invoice_id = i.id and d.action = 'issued'))`,
  },
  {
    what: 'journal entry that is not balanced or has no lines',
    breaking: `
      select e.id::text as row from journal_entry e
       left join lateral (select count(*) as lines, sum(l.amount_minor) as sum, sum(l.books_amount_minor) as books
                            from journal_line l where l.entry_id = e.id) l on true
       where ${relatedDocuments('e.invoice_id')} and (l.lines = 0 or l.sum <> 0 or l.books <> 0)`,
  },
  {
    what: 'document with a total other than the sum of its lines and taxes',
    breaking: `
      select i.id::text as row from invoice i
       left join lateral (select count(*) as lines, sum(l.net_minor) as net from invoice_line l where l.invoice_id = i.id) l on true
       left join lateral (select coalesce(sum(t.tax_minor), 0) as tax from invoice_tax t where t.invoice_id = i.id) t on true
       where ${relatedDocuments('i.id')}
         and (l.lines = 0 or coalesce(l.net, 0) <> i.net_minor or t.tax <> i.tax_minor or i.net_minor + i.tax_minor <> i.gross_minor)`,
  },
  {
    what: 'credit notes above the amount of their invoice, or wrong state of a credited invoice',
    breaking: `
      select o.id::text as row from invoice o
       left join lateral (select count(*) as notes, coalesce(sum(c.net_minor), 0) as net, coalesce(sum(c.gross_minor), 0) as gross
                            from invoice c where c.original_id = o.id) c on true
       where ${relatedDocuments('o.id')} and o.kind = 'invoice' and c.notes > 0
         and (c.net > o.net_minor or c.gross > o.gross_minor
           or (c.gross = o.gross_minor and c.net = o.net_minor) <> (o.state = 'credited'))`,
  },
];

/**
 * Returns the first violated invariant of a document and its credit notes, or of all documents; null if there is none.
 */
export async function findIncompleteInvoice(
  fixture: PropertyFixture,
  invoiceId: string | null = null,
): Promise<string | null> {
  for (const { what, breaking } of INVARIANTS) {
    const values = breaking.includes('$1') ? [invoiceId] : [];
    const [first] = await fixture.sql<{ row: string }>(`${breaking} limit 1`, values);
    if (first) return `${what}: ${first.row}`;
  }
  return null;
}
