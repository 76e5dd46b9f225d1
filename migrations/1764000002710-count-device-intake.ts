import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Counts the data of each device in the same way as its limits, so that users can see how much of a limit is used. */
export class CountDeviceIntake1764000002710 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table device_intake (
        maker_id uuid not null,
        device_key integer not null,
        hour timestamptz not null,
        minute timestamptz not null,
        minute_messages bigint not null,
        minute_points bigint not null,
        most_messages bigint not null,
        most_points bigint not null,
        constraint device_intake_pk primary key (maker_id, device_key, hour),
        constraint device_intake_hour_ck check (extract(epoch from hour)::bigint % 3600 = 0),
        constraint device_intake_device_fk foreign key (device_key) references device (device_key)
      ) with (fillfactor = 70)`);
    await query.query(`comment on column device_intake.most_messages is 'in one minute of the hour'`);
    await query.query(`comment on column device_intake.most_points is 'in one minute of the hour'`);
    await query.query(`select protect_tenant_table('device_intake')`);
    await query.query(`revoke insert, update on device_intake from dutycycle_app`);
    await query.query(`grant select, insert, update on device_intake to dutycycle_ingest`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop table device_intake`);
  }
}
