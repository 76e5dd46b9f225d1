import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Each draft asks for the latest mark of its contract's corrections: without the index all of them were gone through. */
export class IndexCorrectionsOfContracts1764000007850 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `create index correction_period_ix on correction (maker_id, contract_id, period_from)`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`drop index correction_period_ix`);
  }
}
