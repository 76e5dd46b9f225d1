import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Batches exist for minutes. Without frequent vacuuming, their space would not be available for new batches, and the
 * table would grow to the size of a day.
 */
export class VacuumBatchesSoon1764000002150 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      alter table reading_batch set (
        autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_cost_delay = 0,
        autovacuum_vacuum_insert_scale_factor = 0.5,
        toast.autovacuum_vacuum_scale_factor = 0.02, toast.autovacuum_vacuum_threshold = 1000,
        toast.autovacuum_vacuum_cost_delay = 0)`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`
      alter table reading_batch reset (
        autovacuum_vacuum_scale_factor, autovacuum_vacuum_threshold, autovacuum_vacuum_cost_delay,
        autovacuum_vacuum_insert_scale_factor,
        toast.autovacuum_vacuum_scale_factor, toast.autovacuum_vacuum_threshold, toast.autovacuum_vacuum_cost_delay)`);
  }
}
