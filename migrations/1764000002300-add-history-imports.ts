import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Adds imports of files with historical readings: their progress, the rejected rows, and the devices of the imported
 * readings.
 */
export class AddHistoryImports1764000002300 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table history_import (
        maker_id uuid not null,
        id uuid not null,
        name text not null,
        bytes bigint not null,
        uploaded bigint not null default 0,
        state text not null,
        plan jsonb,
        columns jsonb,
        header text,
        position bigint not null default 0,
        rows bigint not null default 0,
        stored bigint not null default 0,
        points bigint not null default 0,
        duplicates bigint not null default 0,
        conflicts bigint not null default 0,
        refused bigint not null default 0,
        busy_ms bigint not null default 0,
        fault jsonb,
        has_file boolean not null default true,
        created_by uuid,
        created_at timestamptz not null,
        started_at timestamptz,
        updated_at timestamptz not null,
        finished_at timestamptz,
        constraint history_import_pk primary key (maker_id, id),
        constraint history_import_state_ck
          check (state in ('uploading', 'uploaded', 'waiting', 'running', 'done', 'failed', 'cancelled')),
        constraint history_import_uploaded_ck check (uploaded between 0 and bytes)
      ) with (fillfactor = 50)`);
    await query.query(`select protect_tenant_table('history_import')`);
    await query.query(
      `create index history_import_at_ix on history_import (maker_id, created_at desc, id desc)`,
    );
    await query.query(`create index history_import_file_ix on history_import (created_at) where has_file`);

    await query.query(`
      create table history_import_row (
        maker_id uuid not null,
        import_id uuid not null,
        row bigint not null,
        code text not null,
        params jsonb not null,
        column_name text,
        value text not null,
        raw text not null,
        constraint history_import_row_pk primary key (maker_id, import_id, row),
        constraint history_import_row_import_fk foreign key (maker_id, import_id) references history_import (maker_id, id)
      )`);
    await query.query(`select protect_tenant_table('history_import_row')`);

    await query.query(`
      create table history_import_device (
        maker_id uuid not null,
        import_id uuid not null,
        device_key integer not null,
        readings bigint not null,
        from_time timestamptz not null,
        to_time timestamptz not null,
        judged boolean not null default false,
        constraint history_import_device_pk primary key (maker_id, import_id, device_key),
        constraint history_import_device_import_fk foreign key (maker_id, import_id) references history_import (maker_id, id),
        constraint history_import_device_device_fk foreign key (device_key) references device (device_key)
      )`);
    await query.query(
      `create index history_import_device_fresh_ix on history_import_device (maker_id) where not judged`,
    );
    await query.query(
      `comment on column history_import_device.judged is 'whether evaluation knows of its readings; it is told when the import has ended'`,
    );
    await query.query(`select protect_tenant_table('history_import_device')`);

    await query.query(
      `revoke insert, update, delete on history_import_row, history_import_device from dutycycle_app`,
    );
    await query.query(`grant update (judged) on history_import_device to dutycycle_app`);
    await query.query(`grant select, update on history_import to dutycycle_ingest`);
    await query.query(`grant select, insert on history_import_row to dutycycle_ingest`);
    await query.query(`grant select, insert, update on history_import_device to dutycycle_ingest`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop table history_import_row, history_import_device, history_import`);
  }
}
