import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Adds the customer's acceptance of a contract with the name, the time and the hash of the exact text. It is written
 * once and never changes. A contract keeps the hash of the content that was accepted when it was activated.
 */
export class AcceptContracts1764000007010 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table contract_acceptance (
        maker_id uuid not null,
        id uuid not null,
        contract_id uuid not null,
        content_hash text not null,
        document text not null,
        accepted_by text not null,
        accepted_on date not null,
        way text not null,
        reference text not null default '',
        recorded_at timestamptz not null,
        recorded_by uuid,
        recorded_by_name text,
        constraint contract_acceptance_pk primary key (maker_id, id),
        constraint contract_acceptance_way_ck check (way in ('portal', 'paper')),
        constraint contract_acceptance_contract_fk foreign key (maker_id, contract_id) references contract (maker_id, id)
      )`);
    await query.query(
      `comment on column contract_acceptance.content_hash is 'SHA-256 (hex) of the document''s bytes in UTF-8'`,
    );
    await query.query(
      `create index contract_acceptance_contract_ix on contract_acceptance (maker_id, contract_id)`,
    );
    await query.query(`
      select protect_tenant_table('contract_acceptance', 'exists (
        select from contract c where c.maker_id = contract_acceptance.maker_id and c.id = contract_acceptance.contract_id)')`);
    await query.query(`revoke update, delete on contract_acceptance from dutycycle_app`);
    await query.query(`alter table contract add column accepted_hash text`);
    await query.query(
      `comment on column contract.accepted_hash is 'of what was accepted when it was made active; null where nobody had accepted that'`,
    );
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`alter table contract drop column accepted_hash`);
    await query.query(`drop table contract_acceptance`);
  }
}
