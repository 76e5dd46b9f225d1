import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tables that all users of a maker read and that only the maker's staff changes. No row is about a single customer. */
const CATALOGUE = ['equipment_model', 'hub', 'kit', 'kit_part', 'legal_entity', 'part', 'plan'];

/**
 * Shows the alarm rules of a machine only to the customer that has the machine. Customers can still read the rules of
 * models.
 *
 * A rule can change after its machine has moved. A former customer sees only the terms of their own time, which
 * `alarm_rule_at` returns for an alarm that is visible to them. All users can add events, and only the maker reads
 * them.
 */
export class HideRulesOfOtherCustomers1764000007930 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await separateReading(
      query,
      'alarm_rule',
      `machine_id is null or exists (
         select from placement p
          where p.maker_id = alarm_rule.maker_id and p.machine_id = alarm_rule.machine_id
            and (upper(p.during) is null or alarm_rule.valid_from < upper(p.during)))`,
    );
    await query.query(`
      create function alarm_rule_at(of_rule uuid, at timestamptz)
        returns table (name_i18n jsonb, direction text, on_limit numeric, off_limit numeric)
        language sql stable strict security definer set search_path = public, pg_temp as
      $$ select r.name_i18n, r.direction, coalesce(past.on_limit, r.on_limit), coalesce(past.off_limit, r.off_limit)
           from alarm_rule r
           left join alarm_rule_version past on past.maker_id = r.maker_id and past.rule_id = r.id
             and past.valid_from <= at and at < past.valid_to
          where r.maker_id = scope_maker() and r.id = of_rule $$`);
    await query.query(`revoke all on function alarm_rule_at(uuid, timestamptz) from public`);
    await query.query(`grant execute on function alarm_rule_at(uuid, timestamptz) to dutycycle_app`);
    for (const table of CATALOGUE) await separateReading(query, table, 'true');
    await alterPolicy(query, 'outbox_event', 'scope_is_maker()');
    await query.query(
      `create policy tenant_append on outbox_event for insert with check (maker_id = scope_maker())`,
    );
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop policy tenant_append on outbox_event`);
    await alterPolicy(query, 'outbox_event', 'true');
    for (const table of ['alarm_rule', ...CATALOGUE]) {
      await query.query(`drop policy tenant_read on ${table}`);
      await alterPolicy(query, table, 'true');
    }
    await query.query(`drop function alarm_rule_at(uuid, timestamptz)`);
  }
}

/** The maker's staff can change the table. Users for whom `visible` is true can read it. */
async function separateReading(query: QueryRunner, table: string, visible: string): Promise<void> {
  await alterPolicy(query, table, 'scope_is_maker()');
  await query.query(
    `create policy tenant_read on ${table} for select using (maker_id = scope_maker() and (${visible}))`,
  );
}

async function alterPolicy(query: QueryRunner, table: string, visible: string): Promise<void> {
  const predicate = `maker_id = scope_maker() and (${visible})`;
  await query.query(`alter policy tenant on ${table} using (${predicate}) with check (${predicate})`);
}
