import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Adds the downtime of a contract's machines with the responsible party. Rows are insert-only: an incorrect record is
 * withdrawn by another row with a reason, and neither of them counts from then on.
 */
export class AddContractDowntime1764000007410 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table contract_downtime (
        maker_id uuid not null,
        id uuid not null,
        contract_id uuid not null,
        machine_id uuid not null,
        cause text not null,
        from_time timestamptz not null,
        to_time timestamptz not null,
        reason text not null,
        withdraws uuid,
        recorded_at timestamptz not null,
        recorded_by uuid,
        recorded_by_name text,
        constraint contract_downtime_pk primary key (maker_id, id),
        constraint contract_downtime_withdraws_uq unique (maker_id, withdraws),
        constraint contract_downtime_cause_ck
          check (cause in ('force_majeure', 'customer', 'planned', 'supplier', 'unknown')),
        constraint contract_downtime_time_ck check (to_time > from_time),
        constraint contract_downtime_contract_fk foreign key (maker_id, contract_id) references contract (maker_id, id),
        constraint contract_downtime_machine_fk foreign key (maker_id, machine_id) references machine (maker_id, id),
        constraint contract_downtime_withdraws_fk foreign key (maker_id, withdraws) references contract_downtime (maker_id, id)
      )`);
    await query.query(
      `create index contract_downtime_contract_ix on contract_downtime (maker_id, contract_id, from_time)`,
    );
    await query.query(`
      select protect_tenant_table('contract_downtime', 'exists (
        select from contract c where c.maker_id = contract_downtime.maker_id and c.id = contract_downtime.contract_id)')`);
    await query.query(`revoke update, delete on contract_downtime from dutycycle_app`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop table contract_downtime`);
  }
}
