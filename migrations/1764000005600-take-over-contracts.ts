import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Adds contract migrations: the last day that was billed elsewhere, and the opening data. A migration is approved once
 * and never changes afterwards. The contract itself contains the first day that is billed here, for all code that looks
 * for months to bill.
 */
export class TakeOverContracts1764000005600 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`alter table contract add column billed_from date`);
    await query.query(
      `comment on column contract.billed_from is 'the first day billed here of a contract that was billed elsewhere before; null: from its start'`,
    );
    await query.query(`
      alter table contract add constraint contract_billed_from_ck check (billed_from is null or billed_from > starts_on)`);
    await query.query(`
      create table contract_takeover (
        maker_id uuid not null,
        contract_id uuid not null,
        content jsonb not null,
        version integer not null default 1,
        drafted_at timestamptz not null,
        drafted_by uuid,
        content_hash text,
        approved_at timestamptz,
        approved_by uuid,
        constraint contract_takeover_pk primary key (maker_id, contract_id),
        constraint contract_takeover_approved_ck check ((content_hash is null) = (approved_at is null)),
        constraint contract_takeover_contract_fk foreign key (maker_id, contract_id) references contract (maker_id, id)
      )`);
    await query.query(
      `comment on column contract_takeover.content_hash is 'SHA-256 (hex) of what was approved'`,
    );
    await query.query(
      `comment on column contract_takeover.approved_at is 'what is made by an earlier mark does not know it'`,
    );
    // Only the maker can see drafts. Approved migrations are also visible to the customer.
    await query.query(`
      select protect_tenant_table('contract_takeover', 'exists (
        select from contract c where c.maker_id = contract_takeover.maker_id and c.id = contract_takeover.contract_id)
        and (approved_at is not null or scope_is_maker())')`);
    await query.query(`
      create function keep_approved_takeover() returns trigger language plpgsql as $$
      begin
        if old.approved_at is not null then
          raise exception 'An approved take-over is never changed' using errcode = 'restrict_violation';
        end if;
        return case tg_op when 'DELETE' then old else new end;
      end $$`);
    await query.query(`
      create trigger contract_takeover_keep before update or delete on contract_takeover
         for each row execute function keep_approved_takeover()`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop table contract_takeover`);
    await query.query(`drop function keep_approved_takeover`);
    await query.query(`alter table contract drop column billed_from`);
  }
}
