import type { MigrationInterface, QueryRunner } from 'typeorm';

const METHODS = `'transfer', 'cheque', 'cash', 'other'`;
const COLLECTED_METHODS = `'card', 'direct_debit'`;

/**
 * Collection of open items by card and debit through Stripe: the maker's account, customers at Stripe, attempts, and
 * received events. An attempt is stored before its request is sent, and an open item has at most one undecided attempt.
 */
export class AddCardPayments1764000008175 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table stripe_account (
        maker_id uuid not null,
        kind text not null,
        mode text not null,
        key_sealed text,
        key_shown text,
        account_id text,
        webhook_secret_sealed text,
        previous_secret_sealed text,
        previous_valid_until timestamptz,
        retry_days integer[] not null,
        events_read_until timestamptz not null,
        connected_at timestamptz not null,
        connected_by uuid,
        connected_by_name text,
        constraint stripe_account_pk primary key (maker_id),
        constraint stripe_account_maker_fk foreign key (maker_id) references maker (id),
        constraint stripe_account_connected_uq unique (account_id),
        constraint stripe_account_kind_ck check (kind in ('own_key', 'connected')),
        constraint stripe_account_mode_ck check (mode in ('live', 'test')),
        constraint stripe_account_key_ck check ((kind = 'own_key') = (key_sealed is not null)
          and (kind = 'own_key') = (key_shown is not null) and (kind = 'connected') = (account_id is not null)),
        constraint stripe_account_secret_ck check ((previous_secret_sealed is null) = (previous_valid_until is null)
          and (previous_secret_sealed is null or webhook_secret_sealed is not null))
      )`);
    await query.query(`
      create trigger stripe_account_connected_by_name before insert or update on stripe_account
         for each row execute function note_name('connected_by', 'connected_by_name')`);
    await query.query(`select protect_tenant_table('stripe_account')`);
    await query.query(`
      create function find_maker_of_stripe_account(account text) returns uuid
        language sql stable security definer set search_path = public, pg_temp as
      $$ select maker_id from stripe_account where account_id = account $$`);
    await query.query(`revoke all on function find_maker_of_stripe_account(text) from public`);
    await query.query(`grant execute on function find_maker_of_stripe_account(text) to dutycycle_app`);

    await query.query(`
      create table stripe_customer (
        maker_id uuid not null,
        customer_id uuid not null,
        stripe_id text not null,
        created_at timestamptz not null,
        constraint stripe_customer_pk primary key (maker_id, customer_id),
        constraint stripe_customer_customer_fk foreign key (maker_id, customer_id) references customer (maker_id, id),
        constraint stripe_customer_id_uq unique (maker_id, stripe_id)
      )`);
    await query.query(`select protect_tenant_table('stripe_customer', 'scope_sees_customer(customer_id)')`);

    await query.query(`alter table payment drop constraint payment_method_ck`);
    await query.query(`
      alter table payment
        add column intent_id text,
        add constraint payment_method_ck check (method in (${METHODS}, ${COLLECTED_METHODS})),
        add constraint payment_intent_ck check ((intent_id is not null) = (method in (${COLLECTED_METHODS})))`);
    await query.query(
      `create unique index payment_intent_uq on payment (maker_id, intent_id) where intent_id is not null`,
    );
    await query.query(
      `comment on column payment.intent_id is 'payment intent of Stripe that collected the money; null for other payments'`,
    );

    await query.query(`
      create table payment_attempt (
        maker_id uuid not null,
        id uuid not null,
        customer_id uuid not null,
        document_id uuid not null,
        number integer not null,
        kind text not null,
        origin text not null,
        state text not null,
        currency text not null,
        amount_minor bigint not null,
        description text not null,
        stripe_customer_id text not null,
        method_id text,
        method_kind text,
        method_label text,
        intent_id text,
        charge_id text,
        decline jsonb,
        fault text,
        unknown_cause text,
        is_replayed boolean not null default false,
        page_id text,
        page_url text,
        page_expires_at timestamptz,
        first_sent_at timestamptz not null,
        last_sent_at timestamptz not null,
        asked_at timestamptz,
        answered_at timestamptz,
        next_check_at timestamptz,
        retry_on date,
        payment_id uuid,
        created_at timestamptz not null,
        created_by uuid,
        created_by_name text,
        constraint payment_attempt_pk primary key (maker_id, id),
        constraint payment_attempt_customer_fk foreign key (maker_id, customer_id) references customer (maker_id, id),
        constraint payment_attempt_document_fk foreign key (maker_id, document_id) references open_item (maker_id, document_id),
        constraint payment_attempt_payment_fk foreign key (maker_id, payment_id) references payment (maker_id, id),
        constraint payment_attempt_number_uq unique (maker_id, document_id, number),
        constraint payment_attempt_kind_ck check (kind in ('saved_method', 'page')),
        constraint payment_attempt_origin_ck check (origin in ('person', 'retry', 'payer')),
        constraint payment_attempt_state_ck check (state in ('unknown', 'processing', 'open', 'requires_authentication',
          'declined', 'succeeded', 'canceled', 'failed')),
        constraint payment_attempt_amount_ck check (amount_minor > 0),
        constraint payment_attempt_open_ck check (state <> 'open' or kind = 'page'),
        constraint payment_attempt_method_ck check (kind = 'page' or method_id is not null and method_kind is not null),
        constraint payment_attempt_reading_ck check ((asked_at is null) = (answered_at is null)
          and (asked_at is null or intent_id is not null)),
        constraint payment_attempt_decline_ck check ((state = 'declined') = (decline is not null)),
        constraint payment_attempt_retry_ck check (retry_on is null or state in ('declined', 'failed')),
        constraint payment_attempt_undecided_ck check (state not in ('unknown', 'processing', 'open') or next_check_at is not null),
        constraint payment_attempt_payment_ck check ((state = 'succeeded') = (payment_id is not null))
      )`);
    await query.query(
      `create unique index payment_attempt_undecided_uq on payment_attempt (maker_id, document_id)
        where state in ('unknown', 'processing', 'open')`,
    );
    await query.query(
      `create unique index payment_attempt_intent_uq on payment_attempt (maker_id, intent_id) where intent_id is not null`,
    );
    await query.query(
      `create unique index payment_attempt_page_uq on payment_attempt (maker_id, page_id) where page_id is not null`,
    );
    await query.query(
      `create index payment_attempt_check_ix on payment_attempt (maker_id, next_check_at) where next_check_at is not null`,
    );
    await query.query(
      `create index payment_attempt_retry_ix on payment_attempt (maker_id, retry_on) where retry_on is not null`,
    );
    await query.query(`create index payment_attempt_customer_ix on payment_attempt (maker_id, customer_id)`);
    await query.query(`
      create trigger payment_attempt_created_by_name before insert or update on payment_attempt
         for each row execute function note_name('created_by', 'created_by_name')`);
    await query.query(`select protect_tenant_table('payment_attempt', 'scope_sees_customer(customer_id)')`);
    await query.query(`revoke delete on payment_attempt from dutycycle_app`);

    await query.query(`
      create table stripe_event (
        maker_id uuid not null,
        account text not null,
        event_id text not null,
        type text not null,
        subject_kind text not null,
        subject_id text not null,
        created_at timestamptz not null,
        received_at timestamptz not null,
        tries integer not null default 0,
        processed_at timestamptz,
        constraint stripe_event_pk primary key (maker_id, account, event_id)
      )`);
    await query.query(
      `comment on column stripe_event.account is 'connected account, or own for the account of the maker''s key'`,
    );
    await query.query(
      `create index stripe_event_pending_ix on stripe_event (maker_id, received_at) where processed_at is null`,
    );
    await query.query(`select protect_tenant_table('stripe_event')`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop function find_maker_of_stripe_account(text)`);
    await query.query(`drop table stripe_event, payment_attempt, stripe_customer, stripe_account`);
    await query.query(`alter table payment no force row level security`);
    await query.query(`update payment set method = 'other' where method in (${COLLECTED_METHODS})`);
    await query.query(`alter table payment force row level security`);
    await query.query(`
      alter table payment
        drop constraint payment_intent_ck,
        drop constraint payment_method_ck,
        add constraint payment_method_ck check (method in (${METHODS})),
        drop column intent_id`);
  }
}
