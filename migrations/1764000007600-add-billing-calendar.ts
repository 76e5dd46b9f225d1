import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lets a contract bill by months that are counted from its start date, in addition to calendar months. */
export class AddBillingCalendar1764000007600 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table contract
        add column billing_calendar text not null default 'calendar',
        add constraint contract_billing_calendar_ck check (billing_calendar in ('calendar', 'anniversary'))`);
    await runner.query(`
      alter table bill_group
        add column billing_day smallint not null default 1,
        add constraint bill_group_billing_day_ck check (billing_day between 1 and 31)`);
    await runner.query(
      `comment on column bill_group.billing_day is 'on which day of the month billing months of its contracts begin'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table bill_group drop column billing_day`);
    await runner.query(`alter table contract drop column billing_calendar`);
  }
}
