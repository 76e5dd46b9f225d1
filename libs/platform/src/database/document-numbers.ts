import type { Transaction } from './unit-of-work.js';

/** Returns the next number for a kind of document. The row lock serializes writers of the same kind until commit. */
export async function nextDocumentNumber(tx: Transaction, kind: string): Promise<number> {
  const rows: { last_number: string }[] = await tx.manager.query(
    `insert into document_counter (maker_id, kind, last_number) values ($1, $2, 1)
     on conflict on constraint document_counter_pk do update set last_number = document_counter.last_number + 1
     returning last_number`,
    [tx.scope.makerId, kind],
  );
  return Number(rows[0]!.last_number);
}
