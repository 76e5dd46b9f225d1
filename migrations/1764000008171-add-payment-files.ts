import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Files with transfers for a bank. A refund is in at most one file, and neither files nor their refunds change. */
export class AddPaymentFiles1764000008171 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table payment_file (
        maker_id uuid not null,
        id uuid not null,
        legal_entity_id uuid not null,
        bank_account_id uuid not null,
        currency text not null,
        execute_on date not null,
        refund_count integer not null,
        total_minor bigint not null,
        content text not null,
        sha256 text not null,
        created_at timestamptz not null,
        created_by uuid,
        created_by_name text,
        constraint payment_file_pk primary key (maker_id, id),
        constraint payment_file_legal_entity_fk foreign key (maker_id, legal_entity_id) references legal_entity (maker_id, id),
        constraint payment_file_account_fk foreign key (maker_id, bank_account_id) references bank_account (maker_id, id),
        constraint payment_file_total_ck check (refund_count > 0 and total_minor > 0)
      )`);
    await query.query(`create index payment_file_created_ix on payment_file (maker_id, created_at, id)`);
    await query.query(`
      create trigger payment_file_created_by_name before insert or update on payment_file
         for each row execute function note_name('created_by', 'created_by_name')`);
    await query.query(`
      create table payment_file_refund (
        maker_id uuid not null,
        refund_id uuid not null,
        payment_file_id uuid not null,
        constraint payment_file_refund_pk primary key (maker_id, refund_id),
        constraint payment_file_refund_refund_fk foreign key (maker_id, refund_id) references refund (maker_id, id),
        constraint payment_file_refund_file_fk foreign key (maker_id, payment_file_id) references payment_file (maker_id, id)
      )`);
    await query.query(
      `create index payment_file_refund_file_ix on payment_file_refund (maker_id, payment_file_id)`,
    );
    for (const table of ['payment_file', 'payment_file_refund']) {
      await query.query(`select protect_tenant_table('${table}')`);
      await query.query(`revoke update, delete on ${table} from dutycycle_app`);
    }
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop table payment_file_refund, payment_file`);
  }
}
