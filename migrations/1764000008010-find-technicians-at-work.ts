import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Finds the technicians with work on a machine, so that they are notified of its alarms and parts regardless of their
 * hub. The condition is the same as in `enter_hub`, which determines the rows that they can read. Without a machine,
 * finds the technicians with work at the site, who can read its instruments.
 */
export class FindTechniciansAtWork1764000008010 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create function technicians_at_work(of_maker uuid, at_machine uuid, at_site uuid)
        returns uuid[] language sql stable as
      $$ select coalesce(array_agg(distinct n.id), '{}')
           from ticket t join technician n on n.maker_id = t.maker_id and n.id = t.technician_id
          where t.maker_id = of_maker and t.site_id = at_site and (at_machine is null or t.machine_id = at_machine)
            and n.archived_at is null
            and (t.state not in ('closed', 'cancelled') or t.closed_at > scope_now() - interval '1 day') $$`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop function technicians_at_work(uuid, uuid, uuid)`);
  }
}
