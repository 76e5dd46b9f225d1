import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lets a contract end on its first day, because its end date is the last billed day. */
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
