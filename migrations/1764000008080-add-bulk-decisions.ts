import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adds decisions about many documents at once, and the result for each document. */
export class AddBulkDecisions1764000008080 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table bulk_decision (
        maker_id uuid not null,
        id uuid not null,
        action text not null,
        why text not null,
        issued_on date,
        requested_by uuid,
        requested_by_name text,
        requested_at timestamptz not null,
        actor text not null,
        membership_id uuid,
        api_key_id uuid,
        constraint bulk_decision_pk primary key (maker_id, id),
        constraint bulk_decision_action_ck check (action in ('approve', 'issue', 'reopen')),
        constraint bulk_decision_actor_ck check (actor in ('user', 'api_key', 'system')),
        constraint bulk_decision_job_fk foreign key (maker_id, id) references job_progress (maker_id, id)
      )`);
    await query.query(
      `comment on column bulk_decision.id is 'the id of its job_progress, which contains the progress'`,
    );
    await query.query(`create index bulk_decision_requested_ix on bulk_decision (maker_id, requested_at)`);
    await query.query(`
      create trigger bulk_decision_requested_by_name before insert or update on bulk_decision
         for each row execute function note_name('requested_by', 'requested_by_name')`);
    await query.query(`select protect_tenant_table('bulk_decision')`);
    await query.query(`
      create table bulk_decision_item (
        maker_id uuid not null,
        decision_id uuid not null,
        position integer not null,
        invoice_id uuid not null,
        invoices jsonb not null,
        outcome text not null,
        reason jsonb,
        constraint bulk_decision_item_pk primary key (maker_id, decision_id, position),
        constraint bulk_decision_item_outcome_ck check (outcome in ('waiting', 'done', 'refused', 'failed')),
        constraint bulk_decision_item_reason_ck check ((reason is not null) = (outcome in ('refused', 'failed'))),
        constraint bulk_decision_item_decision_fk foreign key (maker_id, decision_id) references bulk_decision (maker_id, id) on delete cascade,
        constraint bulk_decision_item_invoice_fk foreign key (maker_id, invoice_id) references invoice (maker_id, id) on delete cascade
      )`);
    await query.query(
      `comment on column bulk_decision_item.invoices is 'the version and content of each invoice of the document that the person saw'`,
    );
    await query.query(
      `create index bulk_decision_item_outcome_ix on bulk_decision_item (maker_id, decision_id, outcome, position)`,
    );
    await query.query(
      `create index bulk_decision_item_invoice_ix on bulk_decision_item (maker_id, invoice_id)`,
    );
    await query.query(`select protect_tenant_table('bulk_decision_item')`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop table bulk_decision_item, bulk_decision`);
  }
}
