import type { MigrationInterface, QueryRunner } from 'typeorm';

const AMOUNTS: readonly [table: string, columns: readonly string[], ofRupiah: string][] = [
  [
    'price',
    ['base_minor'],
    `exists (select from contract c where c.maker_id = price.maker_id and c.id = price.contract_id and c.currency = 'IDR')`,
  ],
  ['invoice', ['total_minor', 'net_minor', 'tax_minor', 'gross_minor'], `currency = 'IDR'`],
  [
    'invoice_line',
    ['amount_minor'],
    `exists (select from invoice i where i.maker_id = invoice_line.maker_id and i.id = invoice_line.invoice_id and i.currency = 'IDR')`,
  ],
  ['kit_delivery', ['price_minor'], `currency = 'IDR'`],
];

/**
 * Stores amounts in rupiah with two decimals, as in ISO 4217. Tax in rupiah is rounded to whole rupiah, but only
 * because the tax rule requires it.
 */
export class BookRupiahWithSen1764000003640 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await scale(query, '* 100');
  }

  async down(query: QueryRunner): Promise<void> {
    await scale(query, '/ 100');
  }
}

async function scale(query: QueryRunner, by: string): Promise<void> {
  for (const table of [...AMOUNTS.map(([name]) => name), 'contract'])
    await query.query(`alter table ${table} no force row level security`);
  for (const [table, columns, ofRupiah] of AMOUNTS) {
    const sets = columns.map((column) => `${column} = ${column} ${by}`);
    await query.query(`update ${table} set ${sets.join(', ')} where ${ofRupiah}`);
  }
  for (const table of [...AMOUNTS.map(([name]) => name), 'contract'])
    await query.query(`alter table ${table} force row level security`);
}
