import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Keeps the usage of past periods. Deriving the usage of a past period again adds a version. The earlier version and
 * its readings are kept, so that each billed amount can always be proven.
 */
export class VersionUsage1764000003400 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      alter table usage_period
        add column version integer not null default 1,
        add column superseded_at timestamptz,
        drop constraint usage_period_from_uq,
        add constraint usage_period_version_uq unique (maker_id, meter_id, period_from, version)`);
    await query.query(`alter table usage_period alter column version drop default`);
    await query.query(
      `comment on column usage_period.superseded_at is 'when a later version took its place; null for the one that holds'`,
    );
    await query.query(`
      create unique index usage_period_current_uq on usage_period (maker_id, meter_id, period_from)
       where superseded_at is null`);
    await query.query(`
      create function keep_usage_of_ended_period() returns trigger language plpgsql as $$
      begin
        -- While a period runs its usage is provisional, and deriving it again may write over it.
        if old.derived_at < old.period_to then
          return coalesce(new, old);
        end if;
        if tg_op = 'UPDATE' and to_jsonb(new) - 'superseded_at' = to_jsonb(old) - 'superseded_at' then
          return new;
        end if;
        raise exception 'The usage of a period that is over is never changed' using errcode = 'restrict_violation';
      end $$`);
    await query.query(`
      create trigger usage_period_keep before update or delete on usage_period
         for each row when (current_user = 'dutycycle_app') execute function keep_usage_of_ended_period()`);
    await query.query(`
      create function keep_day_of_ended_period() returns trigger language plpgsql as $$
      begin
        if exists (select from usage_period u where u.maker_id = old.maker_id and u.id = old.usage_period_id
                      and u.derived_at >= u.period_to) then
          raise exception 'The usage of a period that is over is never changed' using errcode = 'restrict_violation';
        end if;
        return coalesce(new, old);
      end $$`);
    await query.query(`
      create trigger usage_day_keep before update or delete on usage_day
         for each row when (current_user = 'dutycycle_app') execute function keep_day_of_ended_period()`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop trigger usage_day_keep on usage_day`);
    await query.query(`drop trigger usage_period_keep on usage_period`);
    await query.query(`drop function keep_day_of_ended_period`);
    await query.query(`drop function keep_usage_of_ended_period`);
    await query.query(`drop index usage_period_current_uq`);
    await query.query(`alter table usage_period no force row level security`);
    await query.query(`alter table usage_day no force row level security`);
    await query.query(`
      delete from usage_day d using usage_period u
       where u.maker_id = d.maker_id and u.id = d.usage_period_id and u.superseded_at is not null`);
    await query.query(`delete from reading_hold h using usage_period u
       where u.maker_id = h.maker_id and u.id = h.usage_period_id and u.superseded_at is not null`);
    await query.query(`delete from usage_period where superseded_at is not null`);
    await query.query(`alter table usage_period force row level security`);
    await query.query(`alter table usage_day force row level security`);
    await query.query(`
      alter table usage_period
        drop constraint usage_period_version_uq,
        drop column version,
        drop column superseded_at,
        add constraint usage_period_from_uq unique (maker_id, meter_id, period_from)`);
  }
}
