import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lets an export schedule keep text that looks like a formula, as downloads can. */
export class ChooseFormulasOfExports1764000008030 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      alter table export_schedule
        add column formulas text not null default 'escape',
        add constraint export_schedule_formulas_ck check (formulas in ('escape', 'keep'))`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`alter table export_schedule drop column formulas`);
  }
}
