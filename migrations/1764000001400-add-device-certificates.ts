import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Adds the makers' own certificate authorities, and certificates as credentials of devices in addition to passwords.
 */
export class AddDeviceCertificates1764000001400 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table certificate_authority (
        maker_id uuid not null,
        id uuid not null,
        name text not null,
        pem text not null,
        fingerprint text not null,
        key_fingerprint text not null,
        subject text not null,
        not_before timestamptz not null,
        not_after timestamptz not null,
        pattern text not null,
        created_at timestamptz not null,
        withdrawn_at timestamptz,
        version integer not null default 1,
        constraint certificate_authority_pk primary key (maker_id, id),
        constraint certificate_authority_key_ex exclude using gist (key_fingerprint with =, maker_id with <>)
          where (withdrawn_at is null),
        constraint certificate_authority_maker_fk foreign key (maker_id) references maker (id)
      )`);
    await query.query(`
      create unique index certificate_authority_fingerprint_uq on certificate_authority (maker_id, fingerprint)
        where withdrawn_at is null`);
    await query.query(`create index certificate_authority_subject_ix on certificate_authority (subject)`);
    await query.query(`select protect_tenant_table('certificate_authority')`);
    await query.query(`grant select on certificate_authority to dutycycle_ingest`);

    await query.query(`
      alter table device_credential
        alter column secret_hash drop not null,
        add column kind text not null default 'password',
        add column fingerprint text,
        add column subject text,
        add column common_name text,
        add column not_after timestamptz,
        add column authority_id uuid,
        add constraint device_credential_kind_ck check (kind in ('password', 'certificate')),
        add constraint device_credential_proof_ck check (case kind
          when 'password' then secret_hash is not null and num_nonnulls(fingerprint, subject, common_name, not_after, authority_id) = 0
          else secret_hash is null and num_nonnulls(fingerprint, subject, not_after) = 3 end),
        add constraint device_credential_fingerprint_uq unique (maker_id, fingerprint),
        add constraint device_credential_authority_fk foreign key (maker_id, authority_id)
          references certificate_authority (maker_id, id)`);
    await query.query(`create index device_credential_fingerprint_ix on device_credential (fingerprint)`);
    await query.query(`create index device_credential_device_ix on device_credential (maker_id, device_id)`);

    // A certificate ends with its own validity or with the authority through which it was accepted, regardless of the
    // validity in its row.
    await query.query(`
      create or replace function find_device_credential(wanted_username text)
        returns table (maker_id uuid, device_id uuid, device_key integer, credential_id uuid, secret_hash text, valid_until timestamptz, revoked_at timestamptz)
        language sql stable security definer set search_path = public, pg_temp as
      $$ select c.maker_id, c.device_id, d.device_key, c.id, c.secret_hash, least(c.valid_until, c.not_after), coalesce(c.revoked_at, a.withdrawn_at)
           from device_credential c join device d on d.maker_id = c.maker_id and d.id = c.device_id
           left join certificate_authority a on a.maker_id = c.maker_id and a.id = c.authority_id
          where c.username = wanted_username and d.archived_at is null $$`);
    await query.query(`
      create function find_device_certificates(wanted_fingerprint text)
        returns table (maker_id uuid, device_key integer, credential_id uuid, username text, authority_id uuid, valid_until timestamptz, revoked_at timestamptz)
        language sql stable security definer set search_path = public, pg_temp as
      $$ select c.maker_id, d.device_key, c.id, c.username, c.authority_id, least(c.valid_until, c.not_after),
                coalesce(c.revoked_at, a.withdrawn_at, d.archived_at)
           from device_credential c join device d on d.maker_id = c.maker_id and d.id = c.device_id
           left join certificate_authority a on a.maker_id = c.maker_id and a.id = c.authority_id
          where c.fingerprint = wanted_fingerprint $$`);
    await query.query(`
      create function find_certificate_authorities(wanted_subject text)
        returns table (maker_id uuid, id uuid, pem text, pattern text, withdrawn_at timestamptz)
        language sql stable security definer set search_path = public, pg_temp as
      $$ select a.maker_id, a.id, a.pem, a.pattern, a.withdrawn_at
           from certificate_authority a where a.subject = wanted_subject $$`);
    // Records a certificate as a credential of its device when it is first used, so that it can be listed and revoked
    // like any other credential. Has no effect if the authority was withdrawn or the device was archived in the
    // meantime.
    await query.query(`
      create function admit_device_certificate(wanted_maker uuid, wanted_authority uuid, wanted_device uuid, new_id uuid,
          new_fingerprint text, new_subject text, new_common_name text, new_not_after timestamptz, at timestamptz)
        returns table (username text, credential_id uuid)
        language plpgsql security definer set search_path = public, pg_temp as
      $$ begin
        perform from certificate_authority a
          where a.maker_id = wanted_maker and a.id = wanted_authority and a.withdrawn_at is null for share;
        if not found then return; end if;
        perform from device d
          where d.maker_id = wanted_maker and d.id = wanted_device and d.archived_at is null for update;
        if not found then return; end if;
        return query
          insert into device_credential as c (maker_id, id, device_id, username, kind, fingerprint, subject, common_name,
              not_after, authority_id, created_at)
          select d.maker_id, new_id, d.id,
                 m.slug || '/' || d.code || '/' ||
                   (1 + (select count(*) from device_credential o where o.maker_id = d.maker_id and o.device_id = d.id)),
                 'certificate', new_fingerprint, new_subject, new_common_name, new_not_after, wanted_authority, at
            from device d join maker m on m.id = d.maker_id
           where d.maker_id = wanted_maker and d.id = wanted_device
          on conflict on constraint device_credential_fingerprint_uq do nothing
          returning c.username, c.id;
      end $$`);
    for (const signature of [
      'find_device_certificates(text)',
      'find_certificate_authorities(text)',
      'admit_device_certificate(uuid, uuid, uuid, uuid, text, text, text, timestamptz, timestamptz)',
    ]) {
      await query.query(`revoke all on function ${signature} from public`);
      await query.query(`grant execute on function ${signature} to dutycycle_ingest`);
    }
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(
      `drop function admit_device_certificate(uuid, uuid, uuid, uuid, text, text, text, timestamptz, timestamptz)`,
    );
    await query.query(`drop function find_certificate_authorities(text)`);
    await query.query(`drop function find_device_certificates(text)`);
    await query.query(`
      create or replace function find_device_credential(wanted_username text)
        returns table (maker_id uuid, device_id uuid, device_key integer, credential_id uuid, secret_hash text, valid_until timestamptz, revoked_at timestamptz)
        language sql stable security definer set search_path = public, pg_temp as
      $$ select c.maker_id, c.device_id, d.device_key, c.id, c.secret_hash, c.valid_until, c.revoked_at
           from device_credential c join device d on d.maker_id = c.maker_id and d.id = c.device_id
          where c.username = wanted_username and d.archived_at is null $$`);
    await query.query(`delete from device_credential where kind = 'certificate'`);
    await query.query(`
      alter table device_credential
        drop column kind, drop column fingerprint, drop column subject, drop column common_name, drop column not_after,
        drop column authority_id, alter column secret_hash set not null`);
    await query.query(`drop index device_credential_device_ix`);
    await query.query(`drop table certificate_authority`);
  }
}
