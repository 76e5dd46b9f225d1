import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Stores the result of a billing run for each contract: ready, on hold with the reason, or failed with the reason. */
export class AddBillingRuns1764000003900 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table billing_run (
        maker_id uuid not null,
        id uuid not null,
        month text not null,
        requested_by uuid,
        requested_at timestamptz not null,
        known_before timestamptz,
        constraint billing_run_pk primary key (maker_id, id),
        constraint billing_run_month_ck check (month ~ '^[0-9]{4}-[0-9]{2}$'),
        constraint billing_run_job_fk foreign key (maker_id, id) references job_progress (maker_id, id)
      )`);
    await query.query(
      `comment on column billing_run.id is 'the id of its job_progress, which tells how far it has come'`,
    );
    await query.query(
      `comment on column billing_run.known_before is 'readings received at this instant or later are not in its drafts; null until it has begun'`,
    );
    await query.query(`create index billing_run_month_ix on billing_run (maker_id, month, requested_at)`);
    await query.query(`select protect_tenant_table('billing_run')`);
    await query.query(`
      create table billing_run_result (
        maker_id uuid not null,
        run_id uuid not null,
        contract_id uuid not null,
        outcome text not null,
        reasons jsonb not null default '[]',
        invoice_id uuid,
        currency text not null,
        total_minor bigint,
        held_lines integer not null default 0,
        constraint billing_run_result_pk primary key (maker_id, run_id, contract_id),
        constraint billing_run_result_outcome_ck check (outcome in ('ready', 'held', 'failed')),
        constraint billing_run_result_run_fk foreign key (maker_id, run_id) references billing_run (maker_id, id) on delete cascade,
        constraint billing_run_result_contract_fk foreign key (maker_id, contract_id) references contract (maker_id, id)
      )`);
    await query.query(
      `comment on column billing_run_result.invoice_id is 'the draft as it was made; it may have been withdrawn since'`,
    );
    await query.query(`select protect_tenant_table('billing_run_result')`);
    await renameKind(query, 'draft_run', 'billing_run');
    // Waiting jobs must also exist as billing runs. A waiting job is requested again after two minutes.
    await query.query(`alter table job_progress no force row level security`);
    await query.query(`alter table billing_run no force row level security`);
    await query.query(`
      insert into billing_run (maker_id, id, month, requested_at)
      select maker_id, id, params ->> 'month', created_at from job_progress
       where kind = 'billing_run' and params ->> 'month' ~ '^[0-9]{4}-[0-9]{2}$'`);
    await query.query(`alter table billing_run force row level security`);
    await query.query(`alter table job_progress force row level security`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop table billing_run_result, billing_run`);
    await renameKind(query, 'billing_run', 'draft_run');
  }
}

/** Forced row-level security also limits the owner to the rows of one maker. */
async function renameKind(query: QueryRunner, from: string, to: string): Promise<void> {
  await query.query(`alter table job_progress no force row level security`);
  await query.query(`update job_progress set kind = $1 where kind = $2`, [to, from]);
  await query.query(`alter table job_progress force row level security`);
}
