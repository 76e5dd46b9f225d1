import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Policies for payment reminders by legal entity and buyer's country, and base rates of interest on late payment. */
export class AddReminderPolicies1764000008180 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table reminder_policy (
        maker_id uuid not null,
        legal_entity_id uuid not null,
        country text not null,
        terms jsonb not null,
        changed_at timestamptz not null,
        constraint reminder_policy_pk primary key (maker_id, legal_entity_id, country),
        constraint reminder_policy_legal_entity_fk foreign key (maker_id, legal_entity_id) references legal_entity (maker_id, id),
        constraint reminder_policy_country_ck check (country = 'other' or country ~ '^[A-Z]{2}$')
      )`);
    await query.query(`select protect_tenant_table('reminder_policy')`);
    await query.query(`
      create table reminder_base_rate (
        maker_id uuid not null,
        name text not null,
        valid_from date not null,
        percent numeric not null,
        source text not null,
        entered_at timestamptz not null,
        entered_by uuid,
        entered_by_name text,
        constraint reminder_base_rate_pk primary key (maker_id, name, valid_from),
        constraint reminder_base_rate_percent_ck check (percent between -100 and 1000)
      )`);
    await query.query(`
      create trigger reminder_base_rate_entered_by_name before insert or update on reminder_base_rate
         for each row execute function note_name('entered_by', 'entered_by_name')`);
    await query.query(`select protect_tenant_table('reminder_base_rate')`);
    await query.query(`revoke delete on reminder_base_rate from dutycycle_app`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop table reminder_base_rate, reminder_policy`);
  }
}
