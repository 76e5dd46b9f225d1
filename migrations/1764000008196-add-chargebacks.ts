import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Chargebacks of card payments, and debits that the payer's bank returned after they had succeeded. */
export class AddChargebacks1764000008196 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table chargeback (
        maker_id uuid not null,
        id uuid not null,
        customer_id uuid not null,
        attempt_id uuid not null,
        stripe_id text not null,
        state text not null,
        reason text not null,
        currency text not null,
        amount_minor bigint not null,
        evidence_due_at timestamptz,
        refund_id uuid,
        opened_at timestamptz not null,
        read_at timestamptz not null,
        constraint chargeback_pk primary key (maker_id, id),
        constraint chargeback_customer_fk foreign key (maker_id, customer_id) references customer (maker_id, id),
        constraint chargeback_attempt_fk foreign key (maker_id, attempt_id) references payment_attempt (maker_id, id),
        constraint chargeback_refund_fk foreign key (maker_id, refund_id) references refund (maker_id, id),
        constraint chargeback_stripe_uq unique (maker_id, stripe_id),
        constraint chargeback_state_ck check (state in ('inquiry', 'inquiry_closed', 'open', 'under_review', 'won', 'lost')),
        constraint chargeback_amount_ck check (amount_minor > 0)
      )`);
    await query.query(
      `comment on column chargeback.refund_id is 'last posted return of the money; null if none was posted'`,
    );
    await query.query(`create index chargeback_attempt_ix on chargeback (maker_id, attempt_id)`);
    await query.query(`create index chargeback_customer_ix on chargeback (maker_id, customer_id)`);
    await query.query(
      `create index chargeback_refund_ix on chargeback (maker_id, refund_id) where refund_id is not null`,
    );
    await query.query(`select protect_tenant_table('chargeback', 'scope_sees_customer(customer_id)')`);
    await query.query(`revoke delete on chargeback from dutycycle_app`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop table chargeback`);
  }
}
