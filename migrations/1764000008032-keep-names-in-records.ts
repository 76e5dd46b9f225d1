import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Columns with the user who performed an action, by table. */
const DOERS: readonly (readonly [table: string, ...columns: readonly string[]])[] = [
  ['alarm', 'acknowledged_by'],
  ['accounting_period', 'changed_by'],
  ['billing_run', 'requested_by'],
  ['contract_amendment', 'signed_by'],
  ['contract_cost', 'recorded_by'],
  ['contract_takeover', 'drafted_by', 'approved_by'],
  ['device_command', 'created_by'],
  ['export_run', 'asked_by'],
  ['export_schedule', 'created_by'],
  ['history_import', 'created_by'],
  ['machine_transition', 'by_user'],
  ['meter_decision', 'decided_by'],
  ['meter_event', 'recorded_by'],
  ['meter_verdict', 'given_by'],
  ['reading_hold', 'created_by', 'released_by'],
  ['stock_entry', 'by_user'],
];

/**
 * Stores the names of people in records, so that renaming a person later does not change past records. The database
 * fills the columns itself, so that no writer can omit or invent a name. Existing records get the current names.
 */
export class KeepNamesInRecords1764000008032 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    // A customer's user also creates records, but does not see other people, so the function needs the rights of its
    // owner.
    await query.query(`
      create function note_name() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
      declare
        doer text := to_jsonb(new) ->> tg_argv[0];
        name text;
      begin
        if tg_op = 'UPDATE' and doer is not distinct from to_jsonb(old) ->> tg_argv[0] then
          name := to_jsonb(old) ->> tg_argv[1];
        else
          select u.name into name from user_account u where u.id = doer::uuid;
        end if;
        return jsonb_populate_record(new, jsonb_build_object(tg_argv[1], name));
      end $$`);
    await query.query(`revoke all on function note_name() from public`);
    for (const [table, ...columns] of DOERS) {
      await query.query(
        `alter table ${table} ${columns.map((column) => `add column ${column}_name text`).join(', ')}`,
      );
      await query.query(`alter table ${table} disable trigger user`);
      await query.query(`alter table ${table} no force row level security`);
      for (const column of columns)
        await query.query(
          `update ${table} t set ${column}_name = u.name from user_account u where u.id = t.${column}`,
        );
      await query.query(`alter table ${table} force row level security`);
      await query.query(`alter table ${table} enable trigger user`);
      for (const column of columns)
        await query.query(
          `create trigger ${table}_${column}_name before insert or update on ${table}
             for each row execute function note_name('${column}', '${column}_name')`,
        );
    }
  }

  async down(query: QueryRunner): Promise<void> {
    for (const [table, ...columns] of DOERS) {
      for (const column of columns) await query.query(`drop trigger ${table}_${column}_name on ${table}`);
      await query.query(
        `alter table ${table} ${columns.map((column) => `drop column ${column}_name`).join(', ')}`,
      );
    }
    await query.query(`drop function note_name()`);
  }
}
