/**
 * Condition that a document, or one of the invoices that it contains, is disputed. `$1` is the maker.
 * @param documentId expression with the id of an open item's document
 */
export const isDisputed = (documentId: string): string =>
  `(${documentId} in (select coalesce(x.lead_id, x.id)
                        from dispute d join invoice x on x.maker_id = d.maker_id and x.id = d.invoice_id
                       where d.maker_id = $1 and d.state = 'open'))`;
