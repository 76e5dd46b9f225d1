import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Ignores finished visits in the check for overlaps, so that only planned and ongoing visits occupy a technician's
 * time.
 */
export class FreeFinishedVisits1764000001100 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await exclude(query, `state in ('planned', 'on_site')`);
  }

  async down(query: QueryRunner): Promise<void> {
    await exclude(query, `state <> 'cancelled'`);
  }
}

async function exclude(query: QueryRunner, where: string): Promise<void> {
  await query.query(`alter table visit drop constraint visit_overlap_ex`);
  await query.query(`
    alter table visit add constraint visit_overlap_ex
      exclude using gist (maker_id with =, technician_id with =, during with &&) where (${where})`);
}
