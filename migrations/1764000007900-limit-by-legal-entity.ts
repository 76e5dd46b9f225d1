import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Moves the limit for dual approval to the legal entity, in its accounting currency. The limits by currency become the
 * lowest of them at the latest known rates, or zero if none of them has a rate. A maker without limits stays without
 * limits.
 */
export class LimitByLegalEntity1764000007900 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      alter table legal_entity
        add column four_eyes_limit numeric,
        add constraint legal_entity_four_eyes_ck check (four_eyes_limit >= 0)`);
    await query.query(`
      update legal_entity e set four_eyes_limit = coalesce((
        select min(trunc(case when l.key = e.currency then l.value::numeric else l.value::numeric * r.rate end, 2))
          from jsonb_each_text(m.four_eyes_limits) l
          left join lateral (
            select f.rate from fx_rate f
             where f.maker_id = e.maker_id and f.from_currency = l.key and f.to_currency = e.currency
             order by f.day desc, f.recorded_at desc limit 1) r on true), 0)
        from maker m
       where m.id = e.maker_id and m.four_eyes_limits <> '{}'`);
    await query.query(`alter table maker drop column four_eyes_limits`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`alter table maker add column four_eyes_limits jsonb not null default '{}'`);
    await query.query(`
      update maker m set four_eyes_limits = l.limits
        from (select maker_id, jsonb_object_agg(currency, trim_scale(least)::text) as limits
                from (select maker_id, currency, min(four_eyes_limit) as least from legal_entity
                       where four_eyes_limit is not null group by 1, 2) own
               group by 1) l
       where l.maker_id = m.id`);
    await query.query(`
      alter table legal_entity drop constraint legal_entity_four_eyes_ck, drop column four_eyes_limit`);
  }
}
