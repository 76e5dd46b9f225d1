import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Lets lists find open work without reading all past rows. PostgreSQL assumes that half a percent of the placements
 * have no end, although nearly all of them have none, and would compare every machine with every site. Statistics on
 * the expression provide the actual share.
 */
export class IndexOpenWork1764000007995 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`create statistics placement_end_st on (upper(during)) from placement`);
    await query.query(`analyze placement`);
    await query.query(
      `create index ticket_open_ix on ticket (maker_id, machine_id) where state not in ('closed', 'cancelled')`,
    );
    await query.query(
      `create index usage_period_held_ix on usage_period (maker_id, meter_id)
        where superseded_at is null and (state = 'held' or held_quantity > 0)`,
    );
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop index usage_period_held_ix`);
    await query.query(`drop index ticket_open_ix`);
    await query.query(`drop statistics placement_end_st`);
  }
}
