import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Lets a dispute of an availability guarantee name downtime that the guarantee does not count: a machine, a start and
 * an end.
 */
export class DisputeStops1764000008040 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      alter table dispute
        add column stop_machine_id uuid,
        add column stop_from timestamptz,
        add column stop_to timestamptz,
        add constraint dispute_stop_ck check (
          case when stop_machine_id is null then stop_from is null and stop_to is null
               else line_id is not null and stop_from is not null and stop_to > stop_from end),
        add constraint dispute_stop_machine_fk foreign key (maker_id, stop_machine_id) references machine (maker_id, id)`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`
      alter table dispute drop column stop_machine_id, drop column stop_from, drop column stop_to`);
  }
}
