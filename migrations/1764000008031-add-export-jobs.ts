import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Adds one-off exports that the worker writes: the request, and the file that only the requesting user can download.
 */
export class AddExportJobs1764000008031 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table export_job (
        maker_id uuid not null,
        id uuid not null,
        asked_by uuid not null,
        customer_id uuid,
        customers uuid[],
        machine_ids uuid[],
        signals text[] not null,
        from_time timestamptz not null,
        to_time timestamptz not null,
        format text not null,
        formulas text not null,
        created_at timestamptz not null,
        job_id uuid not null,
        file_id uuid,
        known_until timestamptz,
        points bigint,
        expires_at timestamptz,
        fault jsonb,
        constraint export_job_pk primary key (maker_id, id),
        constraint export_job_job_uq unique (maker_id, job_id),
        constraint export_job_span_ck check (from_time < to_time),
        constraint export_job_format_ck check (format in ('csv', 'ndjson', 'parquet')),
        constraint export_job_formulas_ck check (formulas in ('escape', 'keep')),
        constraint export_job_owner_ck check ((customer_id is null) = (customers is null)),
        constraint export_job_customer_fk foreign key (maker_id, customer_id) references customer (maker_id, id),
        constraint export_job_job_fk foreign key (maker_id, job_id) references job_progress (maker_id, id),
        constraint export_job_file_fk foreign key (maker_id, file_id) references stored_file (maker_id, id)
      )`);
    await query.query(
      `comment on column export_job.customers is 'whose readings it holds; null: all of the maker''s'`,
    );
    await query.query(
      `comment on column export_job.customer_id is 'first of customers, by which row-level security goes'`,
    );
    await query.query(
      `comment on column export_job.machine_ids is 'null: every machine that customers have'`,
    );
    await query.query(
      `comment on column export_job.known_until is 'readings that were received later are not in the file'`,
    );
    await query.query(`comment on column export_job.expires_at is 'when the job and its file are deleted'`);
    await query.query(`create index export_job_person_ix on export_job (maker_id, asked_by, id)`);
    await query.query(`create index export_job_file_ix on export_job (maker_id, file_id)`);
    // Only the user who requested the file can see it. The worker has no user.
    await query.query(`
      select protect_tenant_table('export_job', '(scope_is_maker() or scope_sees_customer(customer_id))
        and (asked_by = scope_user() or scope_user() is null)')`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop table export_job`);
  }
}
