import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adds the intake limits of a device, of the devices of a model, and of all devices of a maker together. */
export class AddIntakeLimits1764000001420 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table intake_limit (
        maker_id uuid not null,
        id uuid not null,
        model_id uuid,
        device_id uuid,
        messages_per_second integer,
        points_per_second integer,
        payload_bytes integer,
        constraint intake_limit_pk primary key (maker_id, id),
        constraint intake_limit_maker_fk foreign key (maker_id) references maker (id),
        constraint intake_limit_model_fk foreign key (maker_id, model_id) references equipment_model (maker_id, id),
        constraint intake_limit_device_fk foreign key (maker_id, device_id) references device (maker_id, id),
        constraint intake_limit_of_uq unique nulls not distinct (maker_id, model_id, device_id),
        constraint intake_limit_of_ck check (num_nonnulls(model_id, device_id) <= 1),
        constraint intake_limit_rate_ck check (messages_per_second > 0 and points_per_second > 0),
        constraint intake_limit_payload_ck check (payload_bytes between 64 and 262144)
      )`);
    await query.query(`select protect_tenant_table('intake_limit')`);
    await query.query(`grant select on intake_limit to dutycycle_ingest`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop table intake_limit`);
  }
}
