/**
 * Statements that would change issued documents, run as the owner of the database, with the resulting PostgreSQL
 * error.
 */
export const CHANGES_OF_ISSUED: readonly [what: string, statement: string, code: string][] = [
  [
    'the total',
    `update invoice set net_minor = net_minor + 1, gross_minor = gross_minor + 1 where id = $1`,
    '23001',
  ],
  ['the number', `update invoice set number = 'PL-2026-99999' where id = $1`, '23001'],
  ['the state, back to a draft', `update invoice set state = 'draft' where id = $1`, '23001'],
  ['the document itself', `delete from invoice where id = $1`, '23001'],
  ['a line', `update invoice_line set amount_minor = 1 where invoice_id = $1`, '23001'],
  ['the removal of its lines', `delete from invoice_line where invoice_id = $1`, '23001'],
  [
    'one more line',
    `insert into invoice_line (maker_id, id, invoice_id, position, kind, amount_minor, state)
     select maker_id, gen_random_uuid(), id, 99, 'base', 1, 'fixed' from invoice where id = $1`,
    '23001',
  ],
  ['a tax', `update invoice_tax set tax_minor = 1 where invoice_id = $1`, '23001'],
  ['the journal', `update journal_entry set posting_date = '2026-12-01' where invoice_id = $1`, '23001'],
  [
    'an amount of the journal',
    `update journal_line set amount_minor = 1 where entry_id = (select id from journal_entry where invoice_id = $1)`,
    '23001',
  ],
  ['a decision', `update money_decision set why = 'other' where invoice_id = $1`, '23001'],
  ['the removal of a decision', `delete from money_decision where invoice_id = $1`, '23001'],
];
