import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Lets contracts meter levels, states, events and peak demand in addition to counters, each of them once per signal.
 */
export class AddMeterMethods1764000006400 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      alter table meter
        add column method text not null default 'counter',
        add column matches text[] not null default '{}',
        add column interval_minutes integer,
        add column factor numeric,
        add constraint meter_method_ck check (method in ('counter', 'integral', 'state_time', 'event_count', 'peak_demand')),
        add constraint meter_matches_ck check (case method when 'state_time' then matches <> '{}' when 'event_count' then true else matches = '{}' end),
        add constraint meter_interval_ck check ((interval_minutes is not null) = (method = 'peak_demand')),
        add constraint meter_factor_ck check (factor is null or factor > 0),
        drop constraint meter_source_uq,
        add constraint meter_source_uq unique (maker_id, contract_id, device_id, signal_key, method, matches)`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`
      alter table meter
        drop constraint meter_source_uq,
        add constraint meter_source_uq unique (maker_id, contract_id, device_id, signal_key),
        drop column method,
        drop column matches,
        drop column interval_minutes,
        drop column factor`);
  }
}
