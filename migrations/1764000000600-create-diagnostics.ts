import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Creates alarm rules, the evaluation state of each machine, and alarms. */
export class CreateDiagnostics1764000000600 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table alarm_rule (
        maker_id uuid not null,
        id uuid not null,
        code text not null,
        name_i18n jsonb not null,
        model_id uuid,
        machine_id uuid,
        signal_key text not null,
        direction text not null,
        on_limit numeric not null,
        off_limit numeric not null,
        on_delay_seconds integer not null default 0,
        max_gap_seconds integer,
        severity text not null,
        opens_ticket boolean not null default false,
        required_skill text,
        required_certificates jsonb not null default '{}',
        required_parts jsonb not null default '[]',
        enabled boolean not null default true,
        valid_from timestamptz not null,
        version integer not null default 1,
        constraint alarm_rule_pk primary key (maker_id, id),
        constraint alarm_rule_target_ck check (num_nonnulls(model_id, machine_id) = 1),
        constraint alarm_rule_direction_ck check (direction in ('above', 'below')),
        constraint alarm_rule_limits_ck check ((direction = 'above' and off_limit <= on_limit) or (direction = 'below' and off_limit >= on_limit)),
        constraint alarm_rule_delay_ck check (on_delay_seconds between 0 and 604800),
        constraint alarm_rule_severity_ck check (severity in ('info', 'warning', 'critical')),
        constraint alarm_rule_model_fk foreign key (maker_id, model_id) references equipment_model (maker_id, id),
        constraint alarm_rule_machine_fk foreign key (maker_id, machine_id) references machine (maker_id, id)
      )`);
    await query.query(
      `comment on column alarm_rule.required_certificates is 'what a technician must hold, by country of the site (ISO 3166-1 alpha-2)'`,
    );
    await query.query(
      `comment on column alarm_rule.required_parts is '[{partNumber, quantity}] that a visit is likely to need'`,
    );
    await query.query(`select protect_tenant_table('alarm_rule', 'true')`);
    // Versions of a rule before its edits. A late reading is evaluated with the version that was valid at its time, so
    // an edit never changes the past.
    await query.query(`
      create table alarm_rule_version (
        maker_id uuid not null,
        rule_id uuid not null,
        valid_from timestamptz not null,
        valid_to timestamptz not null,
        on_limit numeric not null,
        off_limit numeric not null,
        on_delay_seconds integer not null,
        max_gap_seconds integer,
        severity text not null,
        enabled boolean not null,
        constraint alarm_rule_version_pk primary key (maker_id, rule_id, valid_from),
        constraint alarm_rule_version_order_ck check (valid_to > valid_from),
        constraint alarm_rule_version_rule_fk foreign key (maker_id, rule_id) references alarm_rule (maker_id, id)
      )`);
    await query.query(`select protect_tenant_table('alarm_rule_version')`);
    // Evaluation state of a machine by day, so that the evaluation of a late reading starts from the day before it and
    // not from the beginning. All rules of a machine share one row per day, because the row of the current day is
    // rewritten with every evaluation.
    await query.query(`
      create table alarm_checkpoint (
        maker_id uuid not null,
        machine_id uuid not null,
        evaluated_to timestamptz not null,
        state jsonb not null,
        constraint alarm_checkpoint_pk primary key (maker_id, machine_id, evaluated_to),
        constraint alarm_checkpoint_machine_fk foreign key (maker_id, machine_id) references machine (maker_id, id)
      ) with (fillfactor = 50)`);
    await query.query(`comment on column alarm_checkpoint.evaluated_to is 'the UTC midnight after the day'`);
    await query.query(`select protect_tenant_table('alarm_checkpoint')`);
    // Taken from device_status.dirty_from, or requested when a rule is edited. Deleted in the transaction of the
    // evaluation that processes the request.
    await query.query(`
      create table evaluation_request (
        maker_id uuid not null,
        id uuid not null,
        machine_id uuid not null,
        evaluate_from timestamptz not null,
        constraint evaluation_request_pk primary key (maker_id, id),
        constraint evaluation_request_machine_fk foreign key (maker_id, machine_id) references machine (maker_id, id)
      )`);
    await query.query(
      `create index evaluation_request_machine_ix on evaluation_request (maker_id, machine_id)`,
    );
    await query.query(`select protect_tenant_table('evaluation_request')`);
    await query.query(`
      create table alarm (
        maker_id uuid not null,
        id uuid not null,
        rule_id uuid not null,
        machine_id uuid not null,
        site_id uuid,
        customer_id uuid,
        code text not null,
        severity text not null,
        signal_key text not null,
        condition_since timestamptz not null,
        raised_at timestamptz not null,
        raised_value numeric not null,
        raised_device_key integer not null,
        raised_seq bigint not null,
        peak_value numeric not null,
        peak_at timestamptz not null,
        cleared_at timestamptz,
        acknowledged_at timestamptz,
        acknowledged_by uuid,
        withdrawn_at timestamptz,
        recorded_at timestamptz not null,
        version integer not null default 1,
        constraint alarm_pk primary key (maker_id, id),
        constraint alarm_rule_fk foreign key (maker_id, rule_id) references alarm_rule (maker_id, id),
        constraint alarm_machine_fk foreign key (maker_id, machine_id) references machine (maker_id, id),
        constraint alarm_site_fk foreign key (maker_id, site_id) references site (maker_id, id),
        constraint alarm_customer_fk foreign key (maker_id, customer_id) references customer (maker_id, id),
        constraint alarm_order_ck check (condition_since <= raised_at and (cleared_at is null or cleared_at >= raised_at)),
        constraint alarm_severity_ck check (severity in ('info', 'warning', 'critical'))
      )`);
    await query.query(
      `create unique index alarm_one_open_uq on alarm (maker_id, rule_id, machine_id) where cleared_at is null and withdrawn_at is null`,
    );
    await query.query(`create index alarm_machine_ix on alarm (maker_id, machine_id, raised_at desc)`);
    await query.query(`create index alarm_raised_ix on alarm (maker_id, raised_at desc, id desc)`);
    await query.query(
      `select protect_tenant_table('alarm', 'scope_is_maker() or scope_sees_customer(customer_id)')`,
    );
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(
      `drop table alarm, evaluation_request, alarm_checkpoint, alarm_rule_version, alarm_rule cascade`,
    );
  }
}
