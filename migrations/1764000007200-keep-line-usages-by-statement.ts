import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Checks once per statement instead of once per row whether the invoice of a usage is issued, because a billing run
 * writes about ten thousand usages at once. Drops two unused indexes: the primary key finds the usages of a line and,
 * through its lines, of an invoice.
 */
export class KeepLineUsagesByStatement1764000007200 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`drop trigger invoice_line_usage_keep on invoice_line_usage`);
    await query.query(`
      create function keep_usages_of_issued_lines() returns trigger language plpgsql as $$
      begin
        if exists (select from touched t join invoice i on i.maker_id = t.maker_id and i.id = t.invoice_id
                    where i.state in ('issued', 'credited')) then
          raise exception 'An issued invoice is never changed' using errcode = 'restrict_violation';
        end if;
        return null;
      end $$`);
    await query.query(`
      create trigger invoice_line_usage_keep after insert on invoice_line_usage
         referencing new table as touched for each statement execute function keep_usages_of_issued_lines()`);
    await query.query(`
      create trigger invoice_line_usage_keep_old after delete on invoice_line_usage
         referencing old table as touched for each statement execute function keep_usages_of_issued_lines()`);
    await query.query(`revoke update on invoice_line_usage from dutycycle_app`);
    await query.query(`alter table invoice_line_usage drop constraint invoice_line_usage_uq`);
    await query.query(`drop index invoice_line_usage_invoice_ix`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(
      `create index invoice_line_usage_invoice_ix on invoice_line_usage (maker_id, invoice_id)`,
    );
    await query.query(
      `alter table invoice_line_usage add constraint invoice_line_usage_uq unique (maker_id, line_id, usage_period_id)`,
    );
    await query.query(`grant update on invoice_line_usage to dutycycle_app`);
    await query.query(`drop trigger invoice_line_usage_keep on invoice_line_usage`);
    await query.query(`drop trigger invoice_line_usage_keep_old on invoice_line_usage`);
    await query.query(`drop function keep_usages_of_issued_lines`);
    await query.query(`
      create trigger invoice_line_usage_keep before insert or update or delete on invoice_line_usage
         for each row execute function keep_part_of_issued_invoice()`);
  }
}
