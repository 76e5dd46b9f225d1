import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adds the expected interval of a signal, and the time from which the gap ledger uses this interval. */
export class AddExpectedInterval1764000002900 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      alter table signal
        add column expected_seconds integer,
        add column expected_since timestamptz,
        add constraint signal_expected_ck
          check (expected_seconds is null or (expected_seconds between 1 and 604800 and expected_since is not null and kind <> 'event'))`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`alter table signal drop column expected_seconds, drop column expected_since`);
  }
}
