import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Lists the logins of devices that an external broker must have, so that ingest can compare them with the broker's own
 * list.
 */
export class ListBrokerLogins1764000001410 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    // The broker identifies a certificate only by its common name. A certificate is listed only if its common name is
    // the name of its own device, because any other name could belong to another maker.
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
