import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a busy fleet rewrites all the time must not become vacuum's work all at once. */
export class EaseVacuum1764000003200 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    // A device's row is written anew several times a second, and while anybody reads its old versions stay: with room for them on
    // its page the index doesn't grow.
    await query.query(`alter table device_high_water set (fillfactor = 10)`);
    // Of a large fleet's batches hundreds of megabytes go within minutes; swept at full speed they take a core from the devices.
    await query.query(`alter table reading_batch set (toast.autovacuum_vacuum_cost_delay = 10)`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`alter table reading_batch reset (toast.autovacuum_vacuum_cost_delay)`);
    await query.query(`alter table device_high_water set (fillfactor = 50)`);
  }
}
