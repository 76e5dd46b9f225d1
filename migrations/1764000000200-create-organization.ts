import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Creates makers, legal entities, hubs, people, and the data with which people sign in. */
export class CreateOrganization1764000000200 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table maker (
        id uuid not null,
        slug text not null,
        name text not null,
        name_i18n jsonb not null default '{}',
        brand text not null,
        country text not null,
        zone text not null,
        created_at timestamptz not null,
        version integer not null default 1,
        constraint maker_pk primary key (id),
        constraint maker_slug_uq unique (slug)
      )`);
    await query.query(`alter table maker enable row level security`);
    await query.query(`alter table maker force row level security`);
    await query.query(
      `create policy tenant on maker using (id = scope_maker()) with check (id = scope_maker())`,
    );
    await query.query(`grant select, insert, update on maker to dutycycle_app`);

    await query.query(`
      create table legal_entity (
        maker_id uuid not null,
        id uuid not null,
        name text not null,
        country text not null,
        currency text not null,
        zone text not null,
        tax_ids jsonb not null default '{}',
        version integer not null default 1,
        constraint legal_entity_pk primary key (maker_id, id),
        constraint legal_entity_maker_fk foreign key (maker_id) references maker (id)
      )`);
    // Customers can read legal entities, because invoices name them as sellers.
    await query.query(`select protect_tenant_table('legal_entity', 'true')`);
    await query.query(`
      create table hub (
        maker_id uuid not null,
        id uuid not null,
        code text not null,
        name text not null,
        legal_entity_id uuid not null,
        country text not null,
        zone text not null,
        hours jsonb not null,
        emergency_24x7 boolean not null default false,
        languages text[] not null default '{}',
        latitude double precision not null,
        longitude double precision not null,
        version integer not null default 1,
        constraint hub_pk primary key (maker_id, id),
        constraint hub_code_uq unique (maker_id, code),
        constraint hub_legal_entity_fk foreign key (maker_id, legal_entity_id) references legal_entity (maker_id, id)
      )`);
    await query.query(`select protect_tenant_table('hub', 'true')`);
    await query.query(`
      create table hub_holiday (
        maker_id uuid not null,
        id uuid not null,
        hub_id uuid not null,
        day date not null,
        name text not null default '',
        constraint hub_holiday_pk primary key (maker_id, id),
        constraint hub_holiday_day_uq unique (maker_id, hub_id, day),
        constraint hub_holiday_hub_fk foreign key (maker_id, hub_id) references hub (maker_id, id)
      )`);
    await query.query(`select protect_tenant_table('hub_holiday')`);

    // A person has one email address for all makers, so this table has no maker_id. A row is visible to the person and
    // to everyone who shares a maker with the person.
    await query.query(`
      create table user_account (
        id uuid not null,
        email text not null,
        name text not null,
        password_hash text,
        locale text not null default 'en',
        zone text not null default 'UTC',
        password_changed_at timestamptz,
        created_at timestamptz not null,
        version integer not null default 1,
        constraint user_account_pk primary key (id),
        constraint user_account_email_ck check (email = lower(email)),
        constraint user_account_email_uq unique (email)
      )`);
    await query.query(`
      create table membership (
        maker_id uuid not null,
        id uuid not null,
        user_id uuid not null,
        role text not null,
        hub_id uuid,
        expires_at timestamptz,
        accepted_at timestamptz,
        revoked_at timestamptz,
        created_at timestamptz not null,
        version integer not null default 1,
        constraint membership_pk primary key (maker_id, id),
        constraint membership_role_ck check (role in ('admin', 'manager', 'finance', 'dispatcher', 'engineer', 'planner', 'technician', 'customer_admin', 'customer_viewer')),
        constraint membership_technician_hub_ck check (role <> 'technician' or hub_id is not null),
        constraint membership_user_uq unique (maker_id, user_id, role),
        constraint membership_maker_fk foreign key (maker_id) references maker (id),
        constraint membership_user_fk foreign key (user_id) references user_account (id),
        constraint membership_hub_fk foreign key (maker_id, hub_id) references hub (maker_id, id)
      )`);
    await query.query(
      `select protect_tenant_table('membership', 'scope_is_maker() or user_id = scope_user()')`,
    );
    await query.query(`alter table user_account enable row level security`);
    await query.query(`alter table user_account force row level security`);
    await query.query(`
      create policy known_person on user_account for select
        using (id = scope_user() or exists (
          select from membership m where m.user_id = user_account.id and m.maker_id = scope_maker()))`);
    await query.query(`create policy new_person on user_account for insert with check (true)`);
    // A person belongs to no maker. A user who invites a person can see the person, but only the person can change
    // their password and name.
    await query.query(
      `create policy own_account on user_account for update using (id = scope_user()) with check (id = scope_user())`,
    );
    await query.query(`grant select, insert, update on user_account to dutycycle_app`);
    // Customers that a membership gives access to; only for customer roles. A later migration creates the table
    // `customer`.
    await query.query(`
      create table membership_customer (
        maker_id uuid not null,
        membership_id uuid not null,
        customer_id uuid not null,
        constraint membership_customer_pk primary key (maker_id, membership_id, customer_id),
        constraint membership_customer_membership_fk foreign key (maker_id, membership_id) references membership (maker_id, id)
      )`);
    await query.query(
      `select protect_tenant_table('membership_customer', 'scope_is_maker() or scope_sees_customer(customer_id)')`,
    );
    await query.query(`
      create table session (
        maker_id uuid not null,
        id uuid not null,
        token_hash text not null,
        csrf_token text not null,
        user_id uuid not null,
        membership_id uuid not null,
        created_at timestamptz not null,
        last_seen_at timestamptz not null,
        expires_at timestamptz not null,
        revoked_at timestamptz,
        ip text,
        user_agent text,
        constraint session_pk primary key (maker_id, id),
        constraint session_token_uq unique (token_hash),
        constraint session_membership_fk foreign key (maker_id, membership_id) references membership (maker_id, id)
      )`);
    await query.query(`create index session_membership_ix on session (maker_id, membership_id)`);
    await query.query(`select protect_tenant_table('session', 'scope_is_maker() or user_id = scope_user()')`);
    // Failed attempts are counted before the user is known, for existing and unknown email addresses alike. A subject
    // is a hash of an email address or of a network address, so the table reveals nothing about a tenant.
    await query.query(`
      create table sign_in_guard (
        subject text not null,
        failures integer not null,
        last_failed_at timestamptz not null,
        locked_until timestamptz,
        constraint sign_in_guard_pk primary key (subject)
      )`);
    await query.query(`create index sign_in_guard_age_ix on sign_in_guard (last_failed_at)`);
    await query.query(`grant select, insert, update, delete on sign_in_guard to dutycycle_app`);
    await query.query(`
      create table api_key (
        maker_id uuid not null,
        id uuid not null,
        name text not null,
        prefix text not null,
        key_hash text not null,
        membership_id uuid not null,
        permissions text[] not null,
        created_by uuid,
        created_at timestamptz not null,
        expires_at timestamptz,
        last_used_at timestamptz,
        revoked_at timestamptz,
        constraint api_key_pk primary key (maker_id, id),
        constraint api_key_hash_uq unique (key_hash),
        constraint api_key_membership_fk foreign key (maker_id, membership_id) references membership (maker_id, id)
      )`);
    await query.query(`select protect_tenant_table('api_key')`);
    await query.query(`
      create table mail_link (
        maker_id uuid not null,
        id uuid not null,
        kind text not null,
        token_hash text not null,
        user_id uuid not null,
        membership_id uuid,
        created_at timestamptz not null,
        expires_at timestamptz not null,
        used_at timestamptz,
        constraint mail_link_pk primary key (maker_id, id),
        constraint mail_link_token_uq unique (token_hash),
        constraint mail_link_kind_ck check (kind in ('invitation', 'password_reset')),
        constraint mail_link_user_fk foreign key (user_id) references user_account (id)
      )`);
    await query.query(
      `select protect_tenant_table('mail_link', 'scope_is_maker() or user_id = scope_user()')`,
    );
    await query.query(`
      create table audit_entry (
        maker_id uuid not null,
        id uuid not null,
        at timestamptz not null,
        actor_user_id uuid,
        actor_kind text not null,
        on_behalf_of uuid,
        action text not null,
        entity text not null,
        entity_id uuid,
        before jsonb,
        after jsonb,
        constraint audit_entry_pk primary key (maker_id, id),
        constraint audit_entry_actor_ck check (actor_kind in ('user', 'api_key', 'device', 'system'))
      )`);
    await query.query(`create index audit_entry_at_ix on audit_entry (maker_id, at desc, id desc)`);
    // All users can add entries, only the maker can read them, and no user can change them.
    await query.query(`alter table audit_entry enable row level security`);
    await query.query(`alter table audit_entry force row level security`);
    await query.query(
      `create policy tenant_read on audit_entry for select using (maker_id = scope_maker() and scope_is_maker())`,
    );
    await query.query(
      `create policy tenant_append on audit_entry for insert with check (maker_id = scope_maker())`,
    );
    await query.query(`grant select, insert on audit_entry to dutycycle_app`);

    // Lookups before the tenant is known. They return ids and the values to compare, never the content of a tenant.
    const lookup = async (signature: string, returns: string, body: string) => {
      const name = signature.slice(0, signature.indexOf('('));
      const types = signature
        .slice(signature.indexOf('(') + 1, -1)
        .split(',')
        .map((part) => part.trim().split(' ')[1])
        .join(', ');
      await query.query(
        `create function ${signature} returns ${returns} language sql stable security definer set search_path = public, pg_temp as $$ ${body} $$`,
      );
      await query.query(`revoke all on function ${name}(${types}) from public`);
      await query.query(`grant execute on function ${name}(${types}) to dutycycle_app`);
    };
    await lookup(
      'find_sign_in(wanted_email text)',
      'table (user_id uuid, password_hash text)',
      `select id, password_hash from user_account where email = lower(wanted_email)`,
    );
    await lookup(
      'find_memberships(wanted_user uuid, at_time timestamptz)',
      'table (maker_id uuid, membership_id uuid)',
      `select maker_id, id from membership
        where user_id = wanted_user and accepted_at <= at_time and revoked_at is null
          and (expires_at is null or expires_at > at_time)
        order by created_at, id`,
    );
    await lookup(
      'find_session(wanted_token_hash text)',
      'table (maker_id uuid, session_id uuid, user_id uuid, membership_id uuid)',
      `select maker_id, id, user_id, membership_id from session where token_hash = wanted_token_hash`,
    );
    await lookup(
      'find_api_key(wanted_key_hash text)',
      'table (maker_id uuid, api_key_id uuid, membership_id uuid)',
      `select maker_id, id, membership_id from api_key where key_hash = wanted_key_hash`,
    );
    await lookup(
      'find_mail_link(wanted_token_hash text)',
      'table (maker_id uuid, mail_link_id uuid, user_id uuid)',
      `select maker_id, id, user_id from mail_link where token_hash = wanted_token_hash`,
    );
    await query.query(
      `create function list_makers() returns table (maker_id uuid) language sql stable security definer set search_path = public, pg_temp as $$ select id from maker order by created_at $$`,
    );
    await query.query(`revoke all on function list_makers() from public`);
    await query.query(`grant execute on function list_makers() to dutycycle_app`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop function list_makers()`);
    for (const name of ['find_mail_link', 'find_api_key', 'find_session', 'find_sign_in']) {
      await query.query(`drop function ${name}(text)`);
    }
    await query.query(`drop function find_memberships(uuid, timestamptz)`);
    await query.query(
      `drop table audit_entry, mail_link, api_key, sign_in_guard, session, membership_customer, membership, user_account, hub_holiday, hub, legal_entity, maker cascade`,
    );
  }
}
