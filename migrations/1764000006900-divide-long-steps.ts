import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Adds the device time up to which a later reading would change a stored usage, because a counter's long step across
 * the end of a period is divided when a later reading arrives. Only this time can be updated without a new version of
 * the usage.
 */
export class DivideLongSteps1764000006900 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`alter table usage_period add column looked_to timestamptz`);
    await query.query(
      `comment on column usage_period.looked_to is 'device time up to which a reading that is not known yet would make another usage; null for without end'`,
    );
    await query.query(keepingAllBut(`'{superseded_at,looked_to}'::text[]`));
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(keepingAllBut(`'superseded_at'`));
    await query.query(`alter table usage_period drop column looked_to`);
  }
}

const keepingAllBut = (columns: string): string => `
  create or replace function keep_usage_of_ended_period() returns trigger language plpgsql as $$
  begin
    -- While a period runs its usage is provisional, and deriving it again may write over it.
    if old.derived_at < old.period_to then
      return coalesce(new, old);
    end if;
    if tg_op = 'UPDATE' and to_jsonb(new) - ${columns} = to_jsonb(old) - ${columns} then
      return new;
    end if;
    raise exception 'The usage of a period that is over is never changed' using errcode = 'restrict_violation';
  end $$`;
