import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Refunds that Stripe returns to the card or bank account that paid. */
export class AddStripeRefunds1764000008197 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table stripe_refund (
        maker_id uuid not null,
        refund_id uuid not null,
        customer_id uuid not null,
        attempt_id uuid not null,
        state text not null,
        stripe_id text,
        failure text,
        key_number integer not null default 1,
        first_sent_at timestamptz,
        last_sent_at timestamptz,
        next_check_at timestamptz,
        read_at timestamptz,
        constraint stripe_refund_pk primary key (maker_id, refund_id),
        constraint stripe_refund_refund_fk foreign key (maker_id, refund_id) references refund (maker_id, id),
        constraint stripe_refund_customer_fk foreign key (maker_id, customer_id) references customer (maker_id, id),
        constraint stripe_refund_attempt_fk foreign key (maker_id, attempt_id) references payment_attempt (maker_id, id),
        constraint stripe_refund_stripe_uq unique (maker_id, stripe_id),
        constraint stripe_refund_state_ck check (state in
          ('requested', 'unknown', 'pending', 'requires_action', 'succeeded', 'failed', 'canceled')),
        constraint stripe_refund_sent_ck check ((first_sent_at is null) = (last_sent_at is null)),
        constraint stripe_refund_read_ck check
          (state in ('requested', 'unknown', 'failed', 'canceled') or stripe_id is not null),
        constraint stripe_refund_key_ck check (key_number > 0)
      )`);
    await query.query(`create index stripe_refund_attempt_ix on stripe_refund (maker_id, attempt_id)`);
    await query.query(`create index stripe_refund_customer_ix on stripe_refund (maker_id, customer_id)`);
    await query.query(
      `create index stripe_refund_check_ix on stripe_refund (maker_id, next_check_at) where next_check_at is not null`,
    );
    await query.query(`select protect_tenant_table('stripe_refund', 'scope_sees_customer(customer_id)')`);
    await query.query(`revoke delete on stripe_refund from dutycycle_app`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop table stripe_refund`);
  }
}
