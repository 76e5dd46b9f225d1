import type { MigrationInterface, QueryRunner } from 'typeorm';

const contract = (table: string): string =>
  `exists (select from contract c where c.maker_id = ${table}.maker_id and c.id = ${table}.contract_id)`;
const charge = (table: string): string =>
  `exists (select from charge g where g.maker_id = ${table}.maker_id and g.id = ${table}.charge_id)`;
const invoice = (table: string): string =>
  `exists (select from invoice i where i.maker_id = ${table}.maker_id and i.id = ${table}.invoice_id)`;

/** Parts of a contract, an invoice or a usage. Users who can see the whole can see its parts. */
const PARTS: Readonly<Record<string, string>> = {
  contract_machine: contract('contract_machine'),
  meter: contract('meter'),
  charge: contract('charge'),
  charge_meter: charge('charge_meter'),
  charge_machine: charge('charge_machine'),
  invoice_line: invoice('invoice_line'),
  invoice_tax: invoice('invoice_tax'),
  usage_day:
    'exists (select from usage_period u where u.maker_id = usage_day.maker_id and u.id = usage_day.usage_period_id)',
};

/**
 * Shows all parts of the maker's objects to the maker without checking the whole. The whole is checked only for
 * customers. Before, it was checked for each row, including a million days in a billing run.
 */
export class SeePartsAsMakerAtOnce1764000005410 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    for (const [table, visible] of Object.entries(PARTS))
      await alterPolicy(query, table, `scope_is_maker() or ${visible}`);
  }

  async down(query: QueryRunner): Promise<void> {
    for (const [table, visible] of Object.entries(PARTS)) await alterPolicy(query, table, visible);
  }
}

async function alterPolicy(query: QueryRunner, table: string, visible: string): Promise<void> {
  const predicate = `maker_id = scope_maker() and (${visible})`;
  await query.query(`alter policy tenant on ${table} using (${predicate}) with check (${predicate})`);
}
