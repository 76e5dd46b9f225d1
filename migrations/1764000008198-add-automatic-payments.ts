import type { MigrationInterface, QueryRunner } from 'typeorm';

const ORIGINS = `'person', 'retry', 'payer'`;

/** Methods with which invoices are paid on their due date without a person. */
export class AddAutomaticPayments1764000008198 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table automatic_payment (
        maker_id uuid not null,
        customer_id uuid not null,
        method_id text not null,
        method_label text,
        enabled_at timestamptz not null,
        enabled_by uuid,
        enabled_by_name text,
        constraint automatic_payment_pk primary key (maker_id, customer_id),
        constraint automatic_payment_customer_fk foreign key (maker_id, customer_id) references customer (maker_id, id)
      )`);
    await query.query(`
      create trigger automatic_payment_enabled_by_name before insert or update on automatic_payment
         for each row execute function note_name('enabled_by', 'enabled_by_name')`);
    await query.query(`select protect_tenant_table('automatic_payment', 'scope_sees_customer(customer_id)')`);
    await query.query(`
      alter table payment_attempt
        drop constraint payment_attempt_origin_ck,
        add constraint payment_attempt_origin_ck check (origin in (${ORIGINS}, 'due_date'))`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`alter table payment_attempt no force row level security`);
    await query.query(`update payment_attempt set origin = 'person' where origin = 'due_date'`);
    await query.query(`alter table payment_attempt force row level security`);
    await query.query(`
      alter table payment_attempt
        drop constraint payment_attempt_origin_ck,
        add constraint payment_attempt_origin_ck check (origin in (${ORIGINS}))`);
    await query.query(`drop table automatic_payment`);
  }
}
