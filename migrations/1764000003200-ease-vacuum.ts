import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reduces the work of vacuum on tables that a large fleet rewrites continuously. */
export class EaseVacuum1764000003200 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    // The row of a device is rewritten several times per second, and its old versions stay while any transaction may
    // read them. With space for these versions on the same page, the index doesn't grow.
    await query.query(`alter table device_high_water set (fillfactor = 10)`);
    // Hundreds of megabytes of a large fleet's batches are deleted within minutes. Vacuuming them at full speed would
    // take one core away from the processing of device messages.
    await query.query(`alter table reading_batch set (toast.autovacuum_vacuum_cost_delay = 10)`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`alter table reading_batch reset (toast.autovacuum_vacuum_cost_delay)`);
    await query.query(`alter table device_high_water set (fillfactor = 50)`);
  }
}
