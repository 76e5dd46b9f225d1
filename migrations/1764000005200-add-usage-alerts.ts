import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adds usage alerts, and the notices that were sent: one per month (or contract year) and threshold. */
export class AddUsageAlerts1764000005200 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table usage_alert (
        maker_id uuid not null,
        id uuid not null,
        contract_id uuid not null,
        customer_id uuid not null,
        user_id uuid not null,
        side text not null,
        measure text not null,
        budget_minor bigint,
        percents smallint[] not null,
        created_at timestamptz not null,
        constraint usage_alert_pk primary key (maker_id, id),
        constraint usage_alert_measure_uq unique (maker_id, contract_id, user_id, measure),
        constraint usage_alert_side_ck check (side in ('customer', 'maker')),
        constraint usage_alert_measure_ck check (measure in ('allowance', 'amount')),
        constraint usage_alert_budget_ck check ((measure = 'amount') = (budget_minor is not null) and budget_minor > 0),
        constraint usage_alert_percents_ck check (cardinality(percents) > 0 and 1 <= all (percents) and 1000 >= all (percents)),
        constraint usage_alert_contract_fk foreign key (maker_id, contract_id) references contract (maker_id, id),
        constraint usage_alert_customer_fk foreign key (maker_id, customer_id) references customer (maker_id, id),
        constraint usage_alert_user_fk foreign key (user_id) references user_account (id)
      )`);
    // Customers see only the alerts of their side. The maker's scope includes all alerts, because the worker checks
    // both sides.
    await query.query(`
      select protect_tenant_table('usage_alert',
        'scope_is_maker() or (side = ''customer'' and scope_sees_customer(customer_id))')`);

    await query.query(`
      create table usage_alert_notice (
        maker_id uuid not null,
        id uuid not null,
        alert_id uuid not null,
        period_from date not null,
        percent smallint not null,
        used numeric not null,
        limit_value numeric not null,
        told_at timestamptz not null,
        is_covered boolean not null,
        mailed_at timestamptz,
        constraint usage_alert_notice_pk primary key (maker_id, id),
        constraint usage_alert_notice_once_uq unique (maker_id, alert_id, period_from, percent),
        constraint usage_alert_notice_alert_fk foreign key (maker_id, alert_id) references usage_alert (maker_id, id) on delete cascade
      )`);
    await query.query(
      `comment on column usage_alert_notice.is_covered is 'whether a higher share was passed at the same time, and told instead'`,
    );
    await query.query(`
      select protect_tenant_table('usage_alert_notice', 'exists (
        select from usage_alert a where a.maker_id = usage_alert_notice.maker_id and a.id = usage_alert_notice.alert_id)')`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop table usage_alert_notice, usage_alert`);
  }
}
