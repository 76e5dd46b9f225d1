import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adds scheduled exports of readings: their content, schedule and recipient, and the exported files. */
export class ScheduleExports1764000002600 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    // Customers can see the progress of their own exports. All other jobs are visible only to the maker.
    await query.query(`alter table job_progress add column customer_id uuid`);
    await query.query(
      `comment on column job_progress.customer_id is 'whose people see it beside the maker’s'`,
    );
    await query.query(`drop policy tenant on job_progress`);
    await query.query(
      `select protect_tenant_table('job_progress', 'scope_is_maker() or scope_sees_customer(customer_id)')`,
    );

    await query.query(`
      create table export_schedule (
        maker_id uuid not null,
        id uuid not null,
        customer_id uuid,
        name text not null,
        machines_of text not null,
        ids uuid[] not null,
        signals text[] not null,
        format text not null,
        every text not null,
        hour integer not null,
        zone text not null,
        keep integer not null,
        paused boolean not null,
        covered_until timestamptz not null,
        created_by uuid,
        created_at timestamptz not null,
        version integer not null,
        constraint export_schedule_pk primary key (maker_id, id),
        constraint export_schedule_machines_ck check (machines_of in ('all', 'list', 'model', 'site', 'customer')),
        constraint export_schedule_ids_ck check ((machines_of = 'all') = (cardinality(ids) = 0)),
        constraint export_schedule_format_ck check (format in ('csv', 'ndjson', 'parquet')),
        constraint export_schedule_every_ck check (every in ('day', 'week', 'month')),
        constraint export_schedule_hour_ck check (hour between 0 and 23),
        constraint export_schedule_keep_ck check (keep between 1 and 400),
        constraint export_schedule_customer_fk foreign key (maker_id, customer_id) references customer (maker_id, id)
      )`);
    await query.query(
      `create unique index export_schedule_name_uq on export_schedule (maker_id, customer_id, name) nulls not distinct`,
    );
    await query.query(
      `comment on column export_schedule.customer_id is 'whose it is, and whose readings alone it holds; null: the maker’s own'`,
    );
    await query.query(
      `comment on column export_schedule.ids is 'of machines, models, sites or customers, as machines_of says'`,
    );
    await query.query(
      `comment on column export_schedule.covered_until is 'end of the last period that was asked for'`,
    );
    await query.query(
      `select protect_tenant_table('export_schedule', 'scope_is_maker() or scope_sees_customer(customer_id)')`,
    );

    await query.query(`
      create table export_run (
        maker_id uuid not null,
        id uuid not null,
        schedule_id uuid not null,
        customer_id uuid,
        from_time timestamptz not null,
        to_time timestamptz not null,
        first_day date not null,
        end_day date not null,
        job_id uuid not null,
        asked_by uuid,
        file_id uuid,
        known_until timestamptz,
        machines integer,
        left_out integer,
        points bigint,
        late_points bigint not null default 0,
        late_looked_at timestamptz,
        fault jsonb,
        constraint export_run_pk primary key (maker_id, id),
        constraint export_run_period_uq unique (maker_id, schedule_id, from_time, to_time),
        constraint export_run_job_uq unique (maker_id, job_id),
        constraint export_run_span_ck check (from_time < to_time),
        constraint export_run_schedule_fk foreign key (maker_id, schedule_id) references export_schedule (maker_id, id),
        constraint export_run_job_fk foreign key (maker_id, job_id) references job_progress (maker_id, id),
        constraint export_run_file_fk foreign key (maker_id, file_id) references stored_file (maker_id, id)
      )`);
    await query.query(
      `comment on column export_run.known_until is 'what was received later is not in the file'`,
    );
    await query.query(
      `comment on column export_run.left_out is 'machines that are named and were nobody’s to export in the period'`,
    );
    await query.query(
      `comment on column export_run.late_points is 'values of the period that were received after known_until'`,
    );
    await query.query(`create index export_run_file_ix on export_run (maker_id, file_id)`);
    await query.query(
      `select protect_tenant_table('export_run', 'scope_is_maker() or scope_sees_customer(customer_id)')`,
    );
    await query.query(
      `create index stored_file_export_ix on stored_file (maker_id) where purpose = 'readings_export'`,
    );
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop index stored_file_export_ix`);
    await query.query(`drop table export_run, export_schedule`);
    await query.query(`drop policy tenant on job_progress`);
    await query.query(`select protect_tenant_table('job_progress')`);
    await query.query(`alter table job_progress drop column customer_id`);
  }
}
