import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Adds proof packs of invoices. The root hash of each pack is kept permanently, and its file as long as it is needed.
 * Also adds the role of verifiers, who can see only proof packs.
 */
export class AddProofPacks1764000003800 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      alter table membership
        drop constraint membership_role_ck,
        drop constraint membership_partner_ck,
        add constraint membership_role_ck check (role in ('admin', 'manager', 'finance', 'dispatcher', 'engineer', 'planner', 'technician', 'customer_admin', 'customer_viewer', 'verifier')),
        add constraint membership_partner_ck check (partner_id is null or role in ('customer_admin', 'customer_viewer', 'verifier'))`);
    await query.query(`
      create table proof_pack (
        maker_id uuid not null,
        id uuid not null,
        invoice_id uuid not null,
        customer_id uuid not null,
        subject text not null,
        contract_number text not null,
        period_from date not null,
        period_to date not null,
        job_id uuid not null,
        file_id uuid,
        root text,
        readings bigint not null default 0,
        asked_by uuid,
        asked_at timestamptz not null,
        made_at timestamptz,
        fault jsonb,
        constraint proof_pack_pk primary key (maker_id, id),
        constraint proof_pack_subject_uq unique (maker_id, invoice_id, subject),
        constraint proof_pack_job_uq unique (maker_id, job_id),
        constraint proof_pack_made_ck check ((root is null) = (made_at is null)),
        constraint proof_pack_customer_fk foreign key (maker_id, customer_id) references customer (maker_id, id),
        constraint proof_pack_job_fk foreign key (maker_id, job_id) references job_progress (maker_id, id),
        constraint proof_pack_file_fk foreign key (maker_id, file_id) references stored_file (maker_id, id)
      )`);
    await query.query(
      `comment on column proof_pack.subject is 'hash over what the invoice says and is made of; equal subjects make equal packs'`,
    );
    await query.query(
      `comment on column proof_pack.invoice_id is 'without a foreign key: a draft may be withdrawn, what was told of it stays'`,
    );
    await query.query(`create index proof_pack_file_ix on proof_pack (maker_id, file_id)`);
    await query.query(`create index proof_pack_asked_ix on proof_pack (maker_id, asked_at, id)`);
    // Customers see the packs of the invoices that are visible to them, and none of documents in preparation.
    await query.query(`
      select protect_tenant_table('proof_pack', 'scope_is_maker() or exists (
        select from invoice i where i.maker_id = proof_pack.maker_id and i.id = proof_pack.invoice_id)')`);
    await query.query(`
      create function keep_proof_root() returns trigger language plpgsql as $$
      begin
        if old.root is not null and (new.root, new.subject, new.invoice_id) is distinct from (old.root, old.subject, old.invoice_id) then
          raise exception 'The root of a proof pack is never changed' using errcode = 'restrict_violation';
        end if;
        return new;
      end $$`);
    await query.query(`
      create trigger proof_pack_keep before update on proof_pack
         for each row when (current_user = 'dutycycle_app') execute function keep_proof_root()`);
    await query.query(
      `create index stored_file_pack_ix on stored_file (maker_id) where purpose = 'proof_pack'`,
    );
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop index stored_file_pack_ix`);
    await query.query(`drop table proof_pack`);
    await query.query(`drop function keep_proof_root`);
    await query.query(`
      alter table membership
        drop constraint membership_role_ck,
        drop constraint membership_partner_ck`);
    await query.query(`alter table membership no force row level security`);
    await query.query(`
      update membership set role = 'customer_viewer', revoked_at = coalesce(revoked_at, now()) where role = 'verifier'`);
    await query.query(`alter table membership force row level security`);
    await query.query(`
      alter table membership
        add constraint membership_role_ck check (role in ('admin', 'manager', 'finance', 'dispatcher', 'engineer', 'planner', 'technician', 'customer_admin', 'customer_viewer')),
        add constraint membership_partner_ck check (partner_id is null or role in ('customer_admin', 'customer_viewer'))`);
  }
}
