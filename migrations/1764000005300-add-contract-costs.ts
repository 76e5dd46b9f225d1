import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Adds costs of contracts, in the currency in which they were paid and in the currency of the contract. Only the maker
 * can see them.
 */
export class AddContractCosts1764000005300 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table contract_cost (
        maker_id uuid not null,
        id uuid not null,
        contract_id uuid not null,
        machine_id uuid,
        kind text not null,
        month date not null,
        day date,
        amount numeric not null,
        currency text not null,
        rate numeric not null,
        rate_on date,
        rate_source text not null default '',
        contract_minor bigint not null,
        ticket_id uuid,
        kit_delivery_id uuid,
        note text not null default '',
        origin text not null,
        recorded_at timestamptz not null,
        recorded_by uuid,
        version integer not null default 1,
        constraint contract_cost_pk primary key (maker_id, id),
        constraint contract_cost_kind_ck check (kind in ('depreciation', 'parts', 'labour_travel', 'financing', 'connectivity', 'other')),
        constraint contract_cost_month_ck check (extract(day from month) = 1),
        constraint contract_cost_day_ck check (day is null or date_trunc('month', day) = month),
        constraint contract_cost_amount_ck check (amount <> 0),
        constraint contract_cost_currency_ck check (currency ~ '^[A-Z]{3}$'),
        constraint contract_cost_rate_ck check (rate > 0),
        constraint contract_cost_for_ck check (ticket_id is null or kit_delivery_id is null),
        constraint contract_cost_origin_ck check (origin in ('entered', 'imported')),
        constraint contract_cost_contract_fk foreign key (maker_id, contract_id) references contract (maker_id, id),
        constraint contract_cost_machine_fk foreign key (maker_id, machine_id) references machine (maker_id, id),
        constraint contract_cost_ticket_fk foreign key (maker_id, ticket_id) references ticket (maker_id, id),
        constraint contract_cost_delivery_fk foreign key (maker_id, kit_delivery_id) references kit_delivery (maker_id, id)
      )`);
    await query.query(`create index contract_cost_month_ix on contract_cost (maker_id, contract_id, month)`);
    await query.query(
      `create index contract_cost_ticket_ix on contract_cost (maker_id, ticket_id) where ticket_id is not null`,
    );
    await query.query(
      `create index contract_cost_delivery_ix on contract_cost (maker_id, kit_delivery_id) where kit_delivery_id is not null`,
    );
    // Customers must never see costs.
    await query.query(`select protect_tenant_table('contract_cost')`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop table contract_cost`);
  }
}
