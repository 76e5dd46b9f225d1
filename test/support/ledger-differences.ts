interface Database {
  sql<Row>(text: string): Promise<Row[]>;
}

/** Lists documents and payments with stored balances that differ from the sums of their journal lines. */
export async function listLedgerDifferences(database: Database): Promise<string[]> {
  const rows = await database.sql<{ id: string }>(
    `select o.document_id as id from open_item o
       left join lateral (
         select sum(l.amount_minor) as minor, sum(l.books_amount_minor) as books
           from journal_line l join journal_entry e on e.maker_id = l.maker_id and e.id = l.entry_id
          where l.maker_id = o.maker_id and l.account = 'receivable' and coalesce(l.item_id, e.invoice_id) = o.document_id) j on true
      where (j.minor, j.books) is distinct from (o.open_minor, o.books_open_minor)
     union all
     select p.id from payment p
       left join lateral (
         select -sum(l.amount_minor) as minor, -sum(l.books_amount_minor) as books
           from journal_line l where l.maker_id = p.maker_id and l.payment_id = p.id) j on true
      where (j.minor, j.books) is distinct from (p.unapplied_minor, p.books_unapplied_minor)`,
  );
  return rows.map(({ id }) => id);
}
