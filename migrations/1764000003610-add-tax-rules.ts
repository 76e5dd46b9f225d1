import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adds tax rules by seller and country of the buyer, and exchange rates for posting amounts in another currency. */
export class AddTaxRules1764000003610 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table tax_rule (
        maker_id uuid not null,
        id uuid not null,
        legal_entity_id uuid not null,
        buyer_country text not null,
        supply text not null,
        category text not null,
        percent numeric not null,
        tax_step numeric,
        reason text not null default '',
        during daterange not null,
        recorded_at timestamptz not null,
        version integer not null default 1,
        constraint tax_rule_pk primary key (maker_id, id),
        constraint tax_rule_country_ck check (buyer_country ~ '^([A-Z]{2}|[*])$'),
        constraint tax_rule_supply_ck check (supply in ('service', 'goods')),
        constraint tax_rule_category_ck check (category in ('standard', 'reverse_charge', 'export', 'exempt')),
        constraint tax_rule_percent_ck check (percent >= 0 and percent < 100 and (category = 'standard' or percent = 0)),
        constraint tax_rule_reason_ck check (category = 'standard' or reason <> ''),
        constraint tax_rule_step_ck check (tax_step > 0),
        constraint tax_rule_overlap_ex exclude using gist (maker_id with =, legal_entity_id with =, buyer_country with =, supply with =, during with &&),
        constraint tax_rule_legal_entity_fk foreign key (maker_id, legal_entity_id) references legal_entity (maker_id, id)
      )`);
    await query.query(`select protect_tenant_table('tax_rule')`);
    await query.query(`
      create table fx_rate (
        maker_id uuid not null,
        id uuid not null,
        from_currency text not null,
        to_currency text not null,
        day date not null,
        rate numeric not null,
        source text not null,
        recorded_at timestamptz not null,
        recorded_by uuid,
        constraint fx_rate_pk primary key (maker_id, id),
        constraint fx_rate_currency_ck check (from_currency ~ '^[A-Z]{3}$' and to_currency ~ '^[A-Z]{3}$' and from_currency <> to_currency),
        constraint fx_rate_rate_ck check (rate > 0),
        constraint fx_rate_maker_fk foreign key (maker_id) references maker (id)
      )`);
    await query.query(
      `create index fx_rate_day_ix on fx_rate (maker_id, from_currency, to_currency, day, recorded_at)`,
    );
    await query.query(`select protect_tenant_table('fx_rate')`);
    // A rate that was used for a posting is kept. A better rate is added as another row.
    await query.query(`revoke update, delete on fx_rate from dutycycle_app`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop table fx_rate, tax_rule`);
  }
}
