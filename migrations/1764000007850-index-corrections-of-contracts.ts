import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Adds an index for the latest cutoff of a contract's corrections, which each draft looks up. Without the index, all
 * corrections are read.
 */
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
