import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Assigns certificates to instruments, regardless of the contracts that bill them. A contract's meter can have its own
 * certificate, which replaces the certificate of the instrument. A certificate can state a tolerance.
 */
export class CertifyInstruments1764000007840 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      alter table meter_event
        add column meter_id uuid,
        add column tolerance_percent numeric,
        add constraint meter_event_meter_fk foreign key (maker_id, meter_id) references meter (maker_id, id),
        add constraint meter_event_tolerance_ck check (
          (kind in ('certificate', 'withdrawal') or (meter_id is null and tolerance_percent is null))
          and tolerance_percent between 0 and 100)`);
    await query.query(`comment on column meter_event.meter_id is
      'of a certificate: the contract''s meter that it is for alone; null for whatever is read of the device'`);
    await query.query(`comment on column meter_event.tolerance_percent is
      'of a certificate: an error up to and with it is no error; null where it says none'`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`alter table meter_event drop column meter_id, drop column tolerance_percent`);
  }
}
