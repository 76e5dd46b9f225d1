/** Runs a statement as the database's owner, bypassing row-level security, always on the same connection. */
export type Sql = <Row extends object>(text: string, values?: readonly unknown[]) => Promise<Row[]>;

export interface Corruption {
  /** Name of the trigger and its function. */
  readonly name: string;
  readonly table: 'invoice' | 'invoice_line';
  /** `insert`: when rows are drafted. `insert or update`: also when they are updated later, for example with taxes. */
  readonly when: 'insert' | 'insert or update';
  readonly contractId: string;
  /** PL/pgSQL on `new`, the row that is written. */
  readonly body: string;
}

const CONTRACT_OF_ROW = {
  invoice: 'select new.contract_id',
  invoice_line: 'select contract_id from invoice where id = new.invoice_id',
} as const;

/**
 * Corrupts every row that is drafted for a contract while it is written, as faulty code would.
 * @returns a function that reverts the corruption
 */
export async function corruptDrafts(
  sql: Sql,
  { name, table, when, contractId, body }: Corruption,
): Promise<() => Promise<void>> {
  await sql(`
    create function ${name}() returns trigger language plpgsql as $$
    begin
      if (${CONTRACT_OF_ROW[table]}) = '${contractId}' then
        ${body}
      end if;
      return new;
    end $$`);
  await sql(`create trigger ${name} before ${when} on ${table} for each row execute function ${name}()`);
  return async () => {
    await sql(`drop function ${name}() cascade`);
  };
}

/** Deletes a contract's drafts, because equal content would not be written again. */
export async function deleteDrafts(sql: Sql, contractId: string): Promise<void> {
  await sql('begin');
  try {
    // The product also drafts on its own. It waits for the lock on the contract and writes nothing between these
    // statements.
    await sql('select from contract where id = $1 for update', [contractId]);
    for (const part of ['audit_finding', 'invoice_line', 'invoice_tax'])
      await sql(
        `delete from ${part} where invoice_id in (select id from invoice where contract_id = $1 and number is null)`,
        [contractId],
      );
    await sql(`delete from invoice where contract_id = $1 and number is null`, [contractId]);
    await sql('commit');
  } catch (error) {
    await sql('rollback');
    throw error;
  }
}
