import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Adds the results of meter tests in disputes, with their effect on the line. They are insert-only and visible to the
 * users who can see the dispute.
 */
export class AddMeterTests1764000007860 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table meter_test (
        maker_id uuid not null,
        id uuid not null,
        dispute_id uuid not null,
        usage_period_id uuid not null,
        at timestamptz not null,
        by_user uuid,
        by_name text,
        tested_on date not null,
        last_tested_on date,
        error_percent numeric not null,
        tolerance_percent numeric not null,
        requested_by text not null,
        reference text not null,
        corrected_from date,
        corrected_to date,
        registered numeric,
        over_registered numeric,
        credit_minor bigint,
        fee numeric,
        fee_payer text,
        constraint meter_test_pk primary key (maker_id, id),
        constraint meter_test_error_ck check (error_percent > -100),
        constraint meter_test_tolerance_ck check (tolerance_percent between 0 and 100),
        constraint meter_test_days_ck check (last_tested_on <= tested_on),
        constraint meter_test_requested_ck check (requested_by in ('customer', 'supplier')),
        constraint meter_test_fee_payer_ck check (fee_payer in ('customer', 'supplier')),
        constraint meter_test_corrected_ck check (
          (corrected_to is null) = (registered is null) and corrected_from <= corrected_to),
        constraint meter_test_dispute_fk foreign key (maker_id, dispute_id) references dispute (maker_id, id),
        constraint meter_test_usage_fk foreign key (maker_id, usage_period_id) references usage_period (maker_id, id)
      )`);
    await query.query(`create index meter_test_dispute_ix on meter_test (maker_id, dispute_id, at)`);
    await query.query(`
      select protect_tenant_table('meter_test', 'exists (
        select from dispute d where d.maker_id = meter_test.maker_id and d.id = meter_test.dispute_id)')`);
    await query.query(`revoke update, delete on meter_test from dutycycle_app`);
    await query.query(`
      create trigger meter_test_keep before update or delete on meter_test
         for each row execute function refuse_rewriting()`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop table meter_test`);
  }
}
