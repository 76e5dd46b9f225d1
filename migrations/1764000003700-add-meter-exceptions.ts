import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Adds recorded events of meters, and decisions about quantities that a counter alone does not prove. Events and
 * decisions are insert-only and numbered in the order of their commits, so that usage can be derived again from those
 * that were recorded up to a number. Exceptions are found when usage is derived, and are updated with it.
 */
export class AddMeterExceptions1764000003700 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`create sequence meter_record_seq`);
    await query.query(`grant usage on sequence meter_record_seq to dutycycle_app`);
    await query.query(`
      create table meter_event (
        maker_id uuid not null,
        id uuid not null,
        entry bigint not null default nextval('meter_record_seq'),
        kind text not null,
        device_id uuid,
        signal_key text,
        machine_id uuid,
        customer_id uuid,
        from_at timestamptz,
        to_at timestamptz,
        final_value numeric,
        initial_value numeric,
        first_day date,
        last_day date,
        number text,
        issued_by text,
        withdraws_id uuid,
        reason text not null,
        recorded_at timestamptz not null,
        recorded_by uuid,
        constraint meter_event_pk primary key (maker_id, id),
        constraint meter_event_entry_uq unique (maker_id, entry),
        constraint meter_event_withdrawal_uq unique (maker_id, withdraws_id),
        constraint meter_event_kind_ck check (
          (kind in ('declared_reset', 'exchange') and device_id is not null and signal_key is not null and machine_id is null
             and from_at is not null and to_at is null and initial_value is not null) or
          (kind in ('service', 'test_run') and (device_id is null) <> (machine_id is null) and from_at < to_at) or
          (kind = 'unchecked' and device_id is not null and machine_id is null and from_at is not null
             and (to_at is null or from_at < to_at)) or
          (kind = 'certificate' and device_id is not null and machine_id is null and first_day <= last_day
             and number is not null and issued_by is not null) or
          (kind = 'withdrawal' and withdraws_id is not null)),
        constraint meter_event_device_fk foreign key (maker_id, device_id) references device (maker_id, id),
        constraint meter_event_machine_fk foreign key (maker_id, machine_id) references machine (maker_id, id),
        constraint meter_event_customer_fk foreign key (maker_id, customer_id) references customer (maker_id, id),
        constraint meter_event_withdraws_fk foreign key (maker_id, withdraws_id) references meter_event (maker_id, id)
      )`);
    await query.query(
      `comment on column meter_event.customer_id is 'who sees it: the customer that the machine or the site was with; null for the maker alone'`,
    );
    await query.query(`create index meter_event_device_ix on meter_event (maker_id, device_id)`);
    await query.query(`create index meter_event_machine_ix on meter_event (maker_id, machine_id)`);
    await query.query(
      `select protect_tenant_table('meter_event', 'scope_is_maker() or scope_sees_customer(customer_id)')`,
    );
    await query.query(`
      create table meter_exception (
        maker_id uuid not null,
        id uuid not null,
        contract_id uuid not null,
        customer_id uuid not null,
        meter_id uuid not null,
        kind text not null,
        from_at timestamptz not null,
        to_at timestamptz not null,
        period_from timestamptz not null,
        from_value numeric,
        to_value numeric,
        quantity numeric,
        state text not null,
        decision_id uuid,
        opened_at timestamptz not null,
        closed_at timestamptz,
        constraint meter_exception_pk primary key (maker_id, id),
        constraint meter_exception_found_uq unique (maker_id, meter_id, kind, from_at, to_at),
        constraint meter_exception_state_ck check (state in ('open', 'decided', 'resolved')),
        constraint meter_exception_decided_ck check ((state = 'decided') = (decision_id is not null)),
        constraint meter_exception_contract_fk foreign key (maker_id, contract_id) references contract (maker_id, id),
        constraint meter_exception_customer_fk foreign key (maker_id, customer_id) references customer (maker_id, id),
        constraint meter_exception_meter_fk foreign key (maker_id, meter_id) references meter (maker_id, id)
      )`);
    await query.query(
      `create index meter_exception_state_ix on meter_exception (maker_id, state, opened_at desc, id)`,
    );
    await query.query(`select protect_tenant_table('meter_exception', 'scope_sees_customer(customer_id)')`);
    await query.query(`
      create table meter_decision (
        maker_id uuid not null,
        id uuid not null,
        entry bigint not null default nextval('meter_record_seq'),
        customer_id uuid not null,
        meter_id uuid not null,
        kind text not null,
        from_at timestamptz not null,
        to_at timestamptz not null,
        choice text not null,
        quantity numeric,
        estimate jsonb,
        reason text not null,
        evidence_hash text not null,
        needs_second boolean not null,
        replaces_id uuid,
        decided_at timestamptz not null,
        decided_by uuid,
        constraint meter_decision_pk primary key (maker_id, id),
        constraint meter_decision_entry_uq unique (maker_id, entry),
        constraint meter_decision_replaces_uq unique (maker_id, replaces_id),
        constraint meter_decision_choice_ck check (
          (choice = 'accept' and estimate is null) or
          (choice = 'estimate' and estimate is not null and quantity is not null) or
          (choice = 'ignore' and estimate is null and quantity is null)),
        constraint meter_decision_customer_fk foreign key (maker_id, customer_id) references customer (maker_id, id),
        constraint meter_decision_meter_fk foreign key (maker_id, meter_id) references meter (maker_id, id),
        constraint meter_decision_replaces_fk foreign key (maker_id, replaces_id) references meter_decision (maker_id, id)
      )`);
    await query.query(
      `comment on column meter_decision.evidence_hash is 'of the usage that the deciding person saw'`,
    );
    await query.query(
      `create index meter_decision_about_ix on meter_decision (maker_id, meter_id, kind, from_at, to_at)`,
    );
    await query.query(`select protect_tenant_table('meter_decision', 'scope_sees_customer(customer_id)')`);
    await query.query(`
      create table meter_verdict (
        maker_id uuid not null,
        decision_id uuid not null,
        entry bigint not null default nextval('meter_record_seq'),
        verdict text not null,
        note text not null default '',
        given_at timestamptz not null,
        given_by uuid,
        constraint meter_verdict_pk primary key (maker_id, decision_id),
        constraint meter_verdict_entry_uq unique (maker_id, entry),
        constraint meter_verdict_ck check (verdict in ('confirmed', 'refused')),
        constraint meter_verdict_decision_fk foreign key (maker_id, decision_id) references meter_decision (maker_id, id)
      )`);
    await query.query(`
      select protect_tenant_table('meter_verdict', 'exists (
        select from meter_decision d where d.maker_id = meter_verdict.maker_id and d.id = meter_verdict.decision_id)')`);
    for (const table of ['meter_event', 'meter_decision', 'meter_verdict']) {
      await query.query(`revoke update, delete on ${table} from dutycycle_app`);
      await query.query(
        `create trigger ${table}_insert_only before update or delete on ${table} for each row execute function refuse_change()`,
      );
    }
    await query.query(`
      create table decision_limit (
        maker_id uuid not null,
        unit text not null,
        quantity numeric not null,
        version integer not null default 1,
        constraint decision_limit_pk primary key (maker_id, unit),
        constraint decision_limit_quantity_ck check (quantity >= 0),
        constraint decision_limit_maker_fk foreign key (maker_id) references maker (id)
      )`);
    await query.query(`select protect_tenant_table('decision_limit')`);
    await query.query(`
      alter table usage_period
        add column estimated_quantity numeric not null default 0,
        add column unbilled_quantity numeric not null default 0,
        add column unknown_seconds integer not null default 0`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`
      alter table usage_period
        drop column estimated_quantity,
        drop column unbilled_quantity,
        drop column unknown_seconds`);
    await query.query(
      `drop table decision_limit, meter_verdict, meter_decision, meter_exception, meter_event cascade`,
    );
    await query.query(`drop sequence meter_record_seq`);
  }
}
