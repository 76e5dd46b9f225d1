import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Adds the history of a contract: its initial content and its signed amendments, which are both insert-only. The
 * content on a day, as known at a cutoff, is derived from them. The contract's own rows contain the latest signed
 * content.
 */
export class AddContractAmendments1764000005100 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table contract_base (
        maker_id uuid not null,
        contract_id uuid not null,
        content jsonb not null,
        recorded_at timestamptz not null,
        constraint contract_base_pk primary key (maker_id, contract_id),
        constraint contract_base_contract_fk foreign key (maker_id, contract_id) references contract (maker_id, id)
      )`);
    await query.query(`
      select protect_tenant_table('contract_base', 'exists (
        select from contract c where c.maker_id = contract_base.maker_id and c.id = contract_base.contract_id)')`);
    await query.query(`revoke update, delete on contract_base from dutycycle_app`);
    await query.query(`
      create trigger contract_base_insert_only before update or delete on contract_base
         for each row execute function refuse_change()`);

    await query.query(`
      create table contract_amendment (
        maker_id uuid not null,
        id uuid not null,
        contract_id uuid not null,
        number integer,
        effective_on date not null,
        reason text not null,
        changes jsonb not null,
        version integer not null default 1,
        drafted_at timestamptz not null,
        drafted_by uuid,
        accepted_by text,
        accepted_on date,
        content_hash text,
        signed_at timestamptz,
        signed_by uuid,
        constraint contract_amendment_pk primary key (maker_id, id),
        constraint contract_amendment_number_uq unique (maker_id, contract_id, number),
        constraint contract_amendment_signed_ck check (
          (number is null) = (signed_at is null) and (accepted_by is null) = (signed_at is null)
          and (accepted_on is null) = (signed_at is null) and (content_hash is null) = (signed_at is null)),
        constraint contract_amendment_contract_fk foreign key (maker_id, contract_id) references contract (maker_id, id)
      )`);
    await query.query(
      `comment on column contract_amendment.content_hash is 'SHA-256 (hex) of what was accepted'`,
    );
    await query.query(
      `comment on column contract_amendment.signed_at is 'when it was recorded as signed: what is made by an earlier mark does not know it'`,
    );
    // Only the maker can see drafts. Signed amendments are also visible to the customer.
    await query.query(`
      select protect_tenant_table('contract_amendment', 'exists (
        select from contract c where c.maker_id = contract_amendment.maker_id and c.id = contract_amendment.contract_id)
        and (signed_at is not null or scope_is_maker())')`);
    await query.query(`
      create function keep_signed_amendment() returns trigger language plpgsql as $$
      begin
        if old.signed_at is not null then
          raise exception 'A signed amendment is never changed' using errcode = 'restrict_violation';
        end if;
        return case tg_op when 'DELETE' then old else new end;
      end $$`);
    await query.query(`
      create trigger contract_amendment_keep before update or delete on contract_amendment
         for each row execute function keep_signed_amendment()`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop table contract_amendment, contract_base`);
    await query.query(`drop function keep_signed_amendment`);
  }
}
