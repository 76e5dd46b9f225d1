import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A contract's end is its last billed day, so that it may be its first one too. */
export class AllowContractsOfOneDay1764000007901 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await replaceCheck(query, '>=');
  }

  async down(query: QueryRunner): Promise<void> {
    await replaceCheck(query, '>');
  }
}

async function replaceCheck(query: QueryRunner, comparison: '>' | '>='): Promise<void> {
  await query.query(`
    alter table contract
      drop constraint contract_term_ck,
      add constraint contract_term_ck check (ends_on is null or ends_on ${comparison} starts_on)`);
}
