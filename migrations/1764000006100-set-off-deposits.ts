import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adds the part of a migrated deposit that pays the last invoice. It is stored permanently with the issued invoice. */
export class SetOffDeposits1764000006100 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`alter table invoice add column deposit_minor bigint`);
    await query.query(`
      alter table invoice add constraint invoice_deposit_ck
        check (deposit_minor is null or (kind = 'invoice' and deposit_minor >= 0 and deposit_minor <= greatest(gross_minor, 0)))`);
    await query.query(
      `comment on column invoice.deposit_minor is 'what of the deposit is set off against it; null where none is'`,
    );
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`alter table invoice drop column deposit_minor`);
  }
}
