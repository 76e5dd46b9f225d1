import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a broker of its own has to know of devices' logins, for ingest to compare it with what it does. */
export class ListBrokerLogins1764000001410 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    // A certificate is known there by its common name alone, and only where that is its device's own name: any other might be
    // another maker's.
    await query.query(`
      create function list_broker_logins()
        returns table (kind text, name text, topic text, valid_until timestamptz, revoked_at timestamptz)
        language sql stable security definer set search_path = public, pg_temp as
      $$ select c.kind,
                case c.kind when 'password' then c.username else c.common_name end,
                'eaas/' || m.slug || '/' || d.code,
                least(c.valid_until, c.not_after),
                coalesce(c.revoked_at, a.withdrawn_at, d.archived_at)
           from device_credential c
           join device d on d.maker_id = c.maker_id and d.id = c.device_id
           join maker m on m.id = c.maker_id
           left join certificate_authority a on a.maker_id = c.maker_id and a.id = c.authority_id
          where c.kind = 'password' or c.common_name = m.slug || '/' || d.code
         union all
         select 'authority', m.slug || '/' || d.code, 'eaas/' || m.slug || '/' || d.code, a.not_after, a.withdrawn_at
           from certificate_authority a
           join maker m on m.id = a.maker_id
           join device d on d.maker_id = a.maker_id and d.archived_at is null
          where a.pattern = m.slug || '/{device.code}' $$`);
    await query.query(`revoke all on function list_broker_logins() from public`);
    await query.query(`grant execute on function list_broker_logins() to dutycycle_ingest`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop function list_broker_logins()`);
  }
}
