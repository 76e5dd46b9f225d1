import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Creates customers, sites, models with their signals, machines, placements, and devices. */
export class CreateRegistry1764000000300 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table customer (
        maker_id uuid not null,
        id uuid not null,
        code text not null,
        name text not null,
        country text not null,
        language text not null default 'en',
        industry text not null default '',
        tax_id text not null default '',
        hub_id uuid,
        archived_at timestamptz,
        version integer not null default 1,
        constraint customer_pk primary key (maker_id, id),
        constraint customer_code_uq unique (maker_id, code),
        constraint customer_maker_fk foreign key (maker_id) references maker (id),
        constraint customer_hub_fk foreign key (maker_id, hub_id) references hub (maker_id, id)
      )`);
    await query.query(`select protect_tenant_table('customer', 'scope_sees_customer(id)')`);
    await query.query(`
      alter table membership_customer add constraint membership_customer_customer_fk
        foreign key (maker_id, customer_id) references customer (maker_id, id)`);
    await query.query(`
      create table site (
        maker_id uuid not null,
        id uuid not null,
        customer_id uuid not null,
        code text not null,
        name text not null,
        address text not null default '',
        city text not null default '',
        country text not null,
        latitude double precision,
        longitude double precision,
        zone text not null,
        hub_id uuid,
        access_notes text not null default '',
        archived_at timestamptz,
        version integer not null default 1,
        constraint site_pk primary key (maker_id, id),
        constraint site_code_uq unique (maker_id, code),
        constraint site_customer_fk foreign key (maker_id, customer_id) references customer (maker_id, id),
        constraint site_hub_fk foreign key (maker_id, hub_id) references hub (maker_id, id)
      )`);
    await query.query(`create index site_customer_ix on site (maker_id, customer_id)`);
    await query.query(`select protect_tenant_table('site', 'scope_sees_customer(customer_id)')`);
    await query.query(`
      create table contact (
        maker_id uuid not null,
        id uuid not null,
        customer_id uuid not null,
        site_id uuid,
        name text not null,
        email text not null default '',
        phone text not null default '',
        duty text not null default '',
        archived_at timestamptz,
        version integer not null default 1,
        constraint contact_pk primary key (maker_id, id),
        constraint contact_customer_fk foreign key (maker_id, customer_id) references customer (maker_id, id),
        constraint contact_site_fk foreign key (maker_id, site_id) references site (maker_id, id)
      )`);
    await query.query(`select protect_tenant_table('contact', 'scope_sees_customer(customer_id)')`);

    await query.query(`
      create table equipment_model (
        maker_id uuid not null,
        id uuid not null,
        code text not null,
        name text not null,
        attributes jsonb not null default '{}',
        required_skill text,
        archived_at timestamptz,
        version integer not null default 1,
        constraint equipment_model_pk primary key (maker_id, id),
        constraint equipment_model_code_uq unique (maker_id, code),
        constraint equipment_model_maker_fk foreign key (maker_id) references maker (id)
      )`);
    await query.query(`select protect_tenant_table('equipment_model', 'true')`);
    await query.query(`
      create table machine (
        maker_id uuid not null,
        id uuid not null,
        serial text not null,
        model_id uuid not null,
        owner text not null,
        lifecycle text not null,
        shipped_at timestamptz not null,
        commissioned_at timestamptz,
        connection text not null default '',
        attributes jsonb not null default '{}',
        archived_at timestamptz,
        version integer not null default 1,
        constraint machine_pk primary key (maker_id, id),
        constraint machine_serial_uq unique (maker_id, serial),
        constraint machine_owner_ck check (owner in ('maker', 'customer')),
        constraint machine_lifecycle_ck check (lifecycle in ('shipped', 'commissioned', 'in_service', 'swapped', 'returned', 'sold')),
        constraint machine_model_fk foreign key (maker_id, model_id) references equipment_model (maker_id, id)
      )`);
    await query.query(`
      create table placement (
        maker_id uuid not null,
        id uuid not null,
        machine_id uuid not null,
        site_id uuid not null,
        customer_id uuid not null,
        during tstzrange not null,
        constraint placement_pk primary key (maker_id, id),
        constraint placement_during_ck check (not isempty(during) and lower(during) is not null),
        constraint placement_overlap_ex exclude using gist (maker_id with =, machine_id with =, during with &&),
        constraint placement_machine_fk foreign key (maker_id, machine_id) references machine (maker_id, id),
        constraint placement_site_fk foreign key (maker_id, site_id) references site (maker_id, id),
        constraint placement_customer_fk foreign key (maker_id, customer_id) references customer (maker_id, id)
      )`);
    await query.query(`select protect_tenant_table('placement', 'scope_sees_customer(customer_id)')`);
    // A machine stays visible to a former customer, who keeps access to the readings of their own time.
    await query.query(`
      select protect_tenant_table('machine', 'scope_is_maker() or exists (
        select from placement p where p.maker_id = machine.maker_id and p.machine_id = machine.id)')`);
    await query.query(`
      create table machine_transition (
        maker_id uuid not null,
        id uuid not null,
        machine_id uuid not null,
        from_state text,
        to_state text not null,
        occurred_at timestamptz not null,
        recorded_at timestamptz not null,
        by_user uuid,
        reason text not null default '',
        constraint machine_transition_pk primary key (maker_id, id),
        constraint machine_transition_machine_fk foreign key (maker_id, machine_id) references machine (maker_id, id)
      )`);
    await query.query(`select protect_tenant_table('machine_transition')`);
    await query.query(`
      create table component (
        maker_id uuid not null,
        id uuid not null,
        machine_id uuid not null,
        assembly text not null default '',
        part_number text not null,
        name text not null default '',
        serial text not null default '',
        lot text not null default '',
        installed_at timestamptz not null,
        removed_at timestamptz,
        version integer not null default 1,
        constraint component_pk primary key (maker_id, id),
        constraint component_removed_ck check (removed_at is null or removed_at >= installed_at),
        constraint component_machine_fk foreign key (maker_id, machine_id) references machine (maker_id, id)
      )`);
    await query.query(`create index component_machine_ix on component (maker_id, machine_id)`);
    await query.query(`
      select protect_tenant_table('component', 'scope_is_maker() or exists (
        select from placement p where p.maker_id = component.maker_id and p.machine_id = component.machine_id
          and (component.removed_at is null or component.removed_at > lower(p.during))
          and (upper(p.during) is null or component.installed_at < upper(p.during)))')`);

    await query.query(`
      create table device (
        maker_id uuid not null,
        id uuid not null,
        device_key integer generated always as identity,
        code text not null,
        kind text not null,
        machine_id uuid,
        site_id uuid,
        silent_after_seconds integer not null default 900,
        archived_at timestamptz,
        version integer not null default 1,
        constraint device_pk primary key (maker_id, id),
        constraint device_key_uq unique (device_key),
        constraint device_code_uq unique (maker_id, code),
        constraint device_code_ck check (code ~ '^[A-Za-z0-9._-]{1,64}$'),
        constraint device_kind_ck check (kind in ('controller', 'gateway', 'instrument')),
        constraint device_place_ck check (num_nonnulls(machine_id, site_id) = 1),
        constraint device_silent_after_ck check (silent_after_seconds between 10 and 604800),
        constraint device_machine_fk foreign key (maker_id, machine_id) references machine (maker_id, id),
        constraint device_site_fk foreign key (maker_id, site_id) references site (maker_id, id)
      )`);
    await query.query(`create index device_machine_ix on device (maker_id, machine_id)`);
    await query.query(`create index device_site_ix on device (maker_id, site_id)`);
    await query.query(`
      select protect_tenant_table('device', 'scope_is_maker()
        or exists (select from placement p where p.maker_id = device.maker_id and p.machine_id = device.machine_id)
        or exists (select from site s where s.maker_id = device.maker_id and s.id = device.site_id)')`);
    await query.query(`
      create table device_credential (
        maker_id uuid not null,
        id uuid not null,
        device_id uuid not null,
        username text not null,
        secret_hash text not null,
        created_at timestamptz not null,
        valid_until timestamptz,
        revoked_at timestamptz,
        last_used_at timestamptz,
        constraint device_credential_pk primary key (maker_id, id),
        constraint device_credential_username_uq unique (username),
        constraint device_credential_device_fk foreign key (maker_id, device_id) references device (maker_id, id)
      )`);
    await query.query(`select protect_tenant_table('device_credential')`);
    await query.query(
      `grant select on device, device_credential, machine, site, placement to dutycycle_ingest`,
    );
    await query.query(`grant update (last_used_at) on device_credential to dutycycle_ingest`);

    // A signal belongs to a model, and every machine of the model reports it, or to one device, such as a station's
    // instrument.
    await query.query(`
      create table signal (
        maker_id uuid not null,
        id uuid not null,
        model_id uuid,
        device_id uuid,
        key text not null,
        unit text not null,
        kind text not null,
        decimals integer not null default 1,
        warn_low numeric,
        warn_high numeric,
        trip_low numeric,
        trip_high numeric,
        modulus numeric,
        label_i18n jsonb not null default '{}',
        position integer not null default 0,
        version integer not null default 1,
        constraint signal_pk primary key (maker_id, id),
        constraint signal_kind_ck check (kind in ('gauge', 'counter', 'state', 'event')),
        constraint signal_key_ck check (key ~ '^[A-Za-z][A-Za-z0-9_.-]{0,63}$'),
        constraint signal_source_ck check (num_nonnulls(model_id, device_id) = 1),
        constraint signal_decimals_ck check (decimals between 0 and 9),
        constraint signal_modulus_ck check (modulus is null or (kind = 'counter' and modulus > 0)),
        constraint signal_model_key_uq unique (maker_id, model_id, key),
        constraint signal_device_key_uq unique (maker_id, device_id, key),
        constraint signal_model_fk foreign key (maker_id, model_id) references equipment_model (maker_id, id),
        constraint signal_device_fk foreign key (maker_id, device_id) references device (maker_id, id)
      )`);
    await query.query(`
      select protect_tenant_table('signal', 'scope_is_maker() or model_id is not null
        or exists (select from device d where d.maker_id = signal.maker_id and d.id = signal.device_id)')`);
    await query.query(`grant select on signal to dutycycle_ingest`);

    await query.query(`
      create function find_device_credential(wanted_username text)
        returns table (maker_id uuid, device_id uuid, device_key integer, credential_id uuid, secret_hash text, valid_until timestamptz, revoked_at timestamptz)
        language sql stable security definer set search_path = public, pg_temp as
      $$ select c.maker_id, c.device_id, d.device_key, c.id, c.secret_hash, c.valid_until, c.revoked_at
           from device_credential c join device d on d.maker_id = c.maker_id and d.id = c.device_id
          where c.username = wanted_username and d.archived_at is null $$`);
    await query.query(`revoke all on function find_device_credential(text) from public`);
    await query.query(`grant execute on function find_device_credential(text) to dutycycle_ingest`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop function find_device_credential(text)`);
    await query.query(
      `drop table signal, device_credential, device, component, machine_transition, placement, machine, equipment_model, contact, site, customer cascade`,
    );
  }
}
