import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Creates technicians, tickets, visits, and draft invoices with their lines. */
export class CreateServiceAndBilling1764000000800 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table technician (
        maker_id uuid not null,
        id uuid not null,
        membership_id uuid not null,
        code text not null,
        name text not null,
        hub_id uuid not null,
        skills text[] not null default '{}',
        languages text[] not null default '{}',
        level integer not null default 1,
        latitude double precision,
        longitude double precision,
        archived_at timestamptz,
        version integer not null default 1,
        constraint technician_pk primary key (maker_id, id),
        constraint technician_code_uq unique (maker_id, code),
        constraint technician_membership_uq unique (maker_id, membership_id),
        constraint technician_membership_fk foreign key (maker_id, membership_id) references membership (maker_id, id),
        constraint technician_hub_fk foreign key (maker_id, hub_id) references hub (maker_id, id)
      )`);
    // Only the maker can see the locations of technicians. A visit contains the name of its technician for the
    // customer.
    await query.query(`select protect_tenant_table('technician')`);
    await query.query(`
      create table technician_certificate (
        maker_id uuid not null,
        id uuid not null,
        technician_id uuid not null,
        name text not null,
        valid_until date not null,
        constraint technician_certificate_pk primary key (maker_id, id),
        constraint technician_certificate_technician_fk foreign key (maker_id, technician_id) references technician (maker_id, id)
      )`);
    await query.query(`select protect_tenant_table('technician_certificate')`);
    await query.query(`
      create table technician_absence (
        maker_id uuid not null,
        id uuid not null,
        technician_id uuid not null,
        during tstzrange not null,
        reason text not null default '',
        constraint technician_absence_pk primary key (maker_id, id),
        constraint technician_absence_technician_fk foreign key (maker_id, technician_id) references technician (maker_id, id)
      )`);
    await query.query(`select protect_tenant_table('technician_absence')`);
    await query.query(`
      create table ticket (
        maker_id uuid not null,
        id uuid not null,
        number text not null,
        kind text not null,
        machine_id uuid not null,
        site_id uuid not null,
        customer_id uuid not null,
        hub_id uuid,
        alarm_id uuid,
        title_code text not null,
        title_params jsonb not null default '{}',
        description text not null default '',
        severity text not null,
        state text not null,
        required_skill text,
        required_certificate text,
        required_parts jsonb not null default '[]',
        technician_id uuid,
        technician_name text,
        evidence jsonb,
        opened_at timestamptz not null,
        opened_by uuid,
        accepted_at timestamptz,
        started_at timestamptz,
        closed_at timestamptz,
        symptom text,
        cause text,
        remedy text,
        closing_note text not null default '',
        version integer not null default 1,
        constraint ticket_pk primary key (maker_id, id),
        constraint ticket_number_uq unique (maker_id, number),
        constraint ticket_alarm_uq unique (maker_id, alarm_id),
        constraint ticket_kind_ck check (kind in ('fault', 'kit', 'request')),
        constraint ticket_severity_ck check (severity in ('info', 'warning', 'critical')),
        constraint ticket_state_ck check (state in ('new', 'assigned', 'accepted', 'in_progress', 'closed', 'cancelled')),
        constraint ticket_closed_ck check (state <> 'closed' or (closed_at is not null and symptom is not null and cause is not null and remedy is not null)),
        constraint ticket_assigned_ck check (state in ('new', 'closed', 'cancelled') or technician_id is not null),
        constraint ticket_machine_fk foreign key (maker_id, machine_id) references machine (maker_id, id),
        constraint ticket_site_fk foreign key (maker_id, site_id) references site (maker_id, id),
        constraint ticket_customer_fk foreign key (maker_id, customer_id) references customer (maker_id, id),
        constraint ticket_hub_fk foreign key (maker_id, hub_id) references hub (maker_id, id),
        constraint ticket_alarm_fk foreign key (maker_id, alarm_id) references alarm (maker_id, id),
        constraint ticket_technician_fk foreign key (maker_id, technician_id) references technician (maker_id, id)
      )`);
    await query.query(`create index ticket_opened_ix on ticket (maker_id, opened_at desc, id desc)`);
    await query.query(`create index ticket_machine_ix on ticket (maker_id, machine_id)`);
    await query.query(`select protect_tenant_table('ticket', 'scope_sees_customer(customer_id)')`);
    const ofTicket = (table: string) =>
      `exists (select from ticket t where t.maker_id = ${table}.maker_id and t.id = ${table}.ticket_id)`;
    await query.query(`
      create table ticket_entry (
        maker_id uuid not null,
        id uuid not null,
        ticket_id uuid not null,
        occurred_at timestamptz not null,
        recorded_at timestamptz not null,
        kind text not null,
        params jsonb not null default '{}',
        note text not null default '',
        by_user uuid,
        by_name text,
        internal boolean not null default false,
        constraint ticket_entry_pk primary key (maker_id, id),
        constraint ticket_entry_ticket_fk foreign key (maker_id, ticket_id) references ticket (maker_id, id)
      )`);
    await query.query(
      `create index ticket_entry_ticket_ix on ticket_entry (maker_id, ticket_id, recorded_at)`,
    );
    await query.query(
      `select protect_tenant_table('ticket_entry', '${ofTicket('ticket_entry')} and (scope_is_maker() or not internal)')`,
    );
    await query.query(`
      create table ticket_file (
        maker_id uuid not null,
        ticket_id uuid not null,
        file_id uuid not null,
        caption text not null default '',
        constraint ticket_file_pk primary key (maker_id, ticket_id, file_id),
        constraint ticket_file_ticket_fk foreign key (maker_id, ticket_id) references ticket (maker_id, id),
        constraint ticket_file_file_fk foreign key (maker_id, file_id) references stored_file (maker_id, id)
      )`);
    await query.query(`select protect_tenant_table('ticket_file', '${ofTicket('ticket_file')}')`);
    await query.query(`
      create table visit (
        maker_id uuid not null,
        id uuid not null,
        ticket_id uuid not null,
        technician_id uuid not null,
        technician_name text not null,
        during tstzrange not null,
        state text not null,
        version integer not null default 1,
        constraint visit_pk primary key (maker_id, id),
        constraint visit_state_ck check (state in ('planned', 'on_site', 'done', 'cancelled')),
        constraint visit_during_ck check (not isempty(during) and lower(during) is not null and upper(during) is not null),
        constraint visit_overlap_ex exclude using gist (maker_id with =, technician_id with =, during with &&) where (state <> 'cancelled'),
        constraint visit_ticket_fk foreign key (maker_id, ticket_id) references ticket (maker_id, id),
        constraint visit_technician_fk foreign key (maker_id, technician_id) references technician (maker_id, id)
      )`);
    await query.query(`select protect_tenant_table('visit', '${ofTicket('visit')}')`);
    await query.query(`
      alter table stock_entry add constraint stock_entry_ticket_fk
        foreign key (maker_id, ticket_id) references ticket (maker_id, id)`);

    await query.query(`
      create table invoice (
        maker_id uuid not null,
        id uuid not null,
        contract_id uuid not null,
        customer_id uuid not null,
        legal_entity_id uuid not null,
        currency text not null,
        zone text not null,
        period_from date not null,
        period_to date not null,
        state text not null,
        total_minor bigint not null,
        held_lines integer not null default 0,
        known_until timestamptz not null,
        drafted_at timestamptz not null,
        content_hash text not null,
        version integer not null default 1,
        constraint invoice_pk primary key (maker_id, id),
        constraint invoice_period_uq unique (maker_id, contract_id, period_from),
        constraint invoice_state_ck check (state in ('draft')),
        constraint invoice_period_ck check (period_to > period_from),
        constraint invoice_contract_fk foreign key (maker_id, contract_id) references contract (maker_id, id),
        constraint invoice_customer_fk foreign key (maker_id, customer_id) references customer (maker_id, id),
        constraint invoice_legal_entity_fk foreign key (maker_id, legal_entity_id) references legal_entity (maker_id, id)
      )`);
    await query.query(`select protect_tenant_table('invoice', 'scope_sees_customer(customer_id)')`);
    await query.query(`
      create table invoice_line (
        maker_id uuid not null,
        id uuid not null,
        invoice_id uuid not null,
        position integer not null,
        kind text not null,
        params jsonb not null default '{}',
        clause text not null default '',
        quantity numeric,
        unit text not null default '',
        unit_price numeric,
        amount_minor bigint,
        state text not null,
        usage_period_id uuid,
        kit_delivery_id uuid,
        constraint invoice_line_pk primary key (maker_id, id),
        constraint invoice_line_position_uq unique (maker_id, invoice_id, position),
        constraint invoice_line_kind_ck check (kind in ('base', 'usage', 'kit')),
        constraint invoice_line_state_ck check (state in ('measured', 'held', 'unknown', 'fixed')),
        constraint invoice_line_amount_ck check (amount_minor is not null or state in ('held', 'unknown')),
        constraint invoice_line_invoice_fk foreign key (maker_id, invoice_id) references invoice (maker_id, id),
        constraint invoice_line_usage_fk foreign key (maker_id, usage_period_id) references usage_period (maker_id, id),
        constraint invoice_line_delivery_fk foreign key (maker_id, kit_delivery_id) references kit_delivery (maker_id, id)
      )`);
    await query.query(`
      select protect_tenant_table('invoice_line', 'exists (
        select from invoice i where i.maker_id = invoice_line.maker_id and i.id = invoice_line.invoice_id)')`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`alter table stock_entry drop constraint stock_entry_ticket_fk`);
    await query.query(
      `drop table invoice_line, invoice, visit, ticket_file, ticket_entry, ticket, technician_absence, technician_certificate, technician cascade`,
    );
  }
}
