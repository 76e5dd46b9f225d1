import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Handles keys that were created with another key before keys had parents. The audit trail states that a key created
 * them, but not which key. If only one key is possible, it becomes the parent, and the new key ends together with it.
 * All other keys are marked for review.
 */
export class MarkKeysOfUnclearOrigin1764000008033 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`alter table api_key add column origin_unclear boolean not null default false`);
    await query.query(
      `comment on column api_key.origin_unclear is 'made by a key before keys had parents; its parent is unknown or has ended'`,
    );
    await query.query(`alter table api_key no force row level security`);
    await query.query(`alter table audit_entry no force row level security`);
    await query.query(`
      with orphan as (
        select k.maker_id, k.id, k.membership_id, k.permissions, k.created_at from api_key k
         where k.parent_key_id is null and k.revoked_at is null and exists (
           select from audit_entry e where e.maker_id = k.maker_id and e.action = 'organization.api_key_created'
              and e.entity_id = k.id and e.actor_kind = 'api_key')),
      candidate as (
        select o.maker_id, o.id, p.id as parent_id, p.expires_at, p.revoked_at,
               count(*) over (partition by o.maker_id, o.id) as candidates
          from orphan o
          join api_key p on p.maker_id = o.maker_id and p.membership_id = o.membership_id and p.id <> o.id
           and p.created_at <= o.created_at and (p.revoked_at is null or p.revoked_at >= o.created_at)
           and (p.expires_at is null or p.expires_at >= o.created_at)
           and 'api_keys.write' = any(p.permissions) and p.permissions @> o.permissions),
      parent as (
        select * from candidate
         where candidates = 1 and revoked_at is null and (expires_at is null or expires_at > now()))
      update api_key k
         set parent_key_id = p.parent_id, origin_unclear = p.parent_id is null, expires_at = least(k.expires_at, p.expires_at)
        from orphan o left join parent p on p.maker_id = o.maker_id and p.id = o.id
       where k.maker_id = o.maker_id and k.id = o.id`);
    await query.query(`alter table api_key force row level security`);
    await query.query(`alter table audit_entry force row level security`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`alter table api_key drop column origin_unclear`);
  }
}
