import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Comment that a customer can leave when accepting a contract. */
export class AddAcceptanceComment1764000008130 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`alter table contract_acceptance add column comment text not null default ''`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`alter table contract_acceptance drop column comment`);
  }
}
