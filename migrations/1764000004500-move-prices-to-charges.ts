import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Converts a base fee to a monthly flat charge, and a usage price to a unit charge with an included quantity.
 * Afterwards, all prices are in the table that the rating engine uses.
 */
export class MovePricesToCharges1764000004500 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    // Forced row-level security also applies to the owner, who has no maker, so no rows would be moved.
    await setForced(query, ['price', 'contract', 'charge', 'charge_meter'], false);
    await query.query(`
      insert into charge (maker_id, id, contract_id, key, position, clause, due, counts_by, pricing)
      select p.maker_id, p.id, p.contract_id,
             case p.kind when 'base' then 'fee' else 'usage' end || case when p.number = 1 then '' else '-' || p.number end,
             (row_number() over (partition by p.maker_id, p.contract_id order by p.position, p.id) - 1)::integer,
             p.clause, 'arrears', 'month',
             case p.kind
               when 'base' then jsonb_build_object('model', 'flat', 'amount', trim_scale(p.base_minor / 10::numeric ^ p.decimals)::text)
               else jsonb_build_object('model', 'unit', 'unitPrice', p.unit_price::text)
                    || case when p.included_quantity > 0
                            then jsonb_build_object('includedQuantity', p.included_quantity::text) else '{}' end
             end
        from (select p.*,
                     row_number() over (partition by p.maker_id, p.contract_id, p.kind order by p.position, p.id) as number,
                     ${DECIMALS} as decimals
                from price p join contract c on c.maker_id = p.maker_id and c.id = p.contract_id) p`);
    await query.query(`
      insert into charge_meter (maker_id, charge_id, meter_id)
      select maker_id, id, meter_id from price where meter_id is not null`);
    await setForced(query, ['contract', 'charge', 'charge_meter'], true);
    await query.query(`drop table price`);
  }

  /** Restores base fees and prices with an included quantity. All other charges are lost. */
  async down(query: QueryRunner): Promise<void> {
    await query.query(`
      create table price (
        maker_id uuid not null,
        id uuid not null,
        contract_id uuid not null,
        meter_id uuid,
        kind text not null,
        base_minor bigint,
        included_quantity numeric,
        unit_price numeric,
        clause text not null default '',
        position integer not null default 0,
        version integer not null default 1,
        constraint price_pk primary key (maker_id, id),
        constraint price_kind_ck check (
          (kind = 'base' and base_minor is not null and meter_id is null and unit_price is null and included_quantity is null) or
          (kind = 'usage' and base_minor is null and meter_id is not null and unit_price >= 0 and included_quantity >= 0)),
        constraint price_contract_fk foreign key (maker_id, contract_id) references contract (maker_id, id),
        constraint price_meter_fk foreign key (maker_id, meter_id) references meter (maker_id, id)
      )`);
    await query.query(`
      select protect_tenant_table('price', 'exists (
        select from contract c where c.maker_id = price.maker_id and c.id = price.contract_id)')`);
    await setForced(query, ['price', 'contract', 'charge', 'charge_meter', 'charge_machine'], false);
    await query.query(`
      insert into price (maker_id, id, contract_id, kind, base_minor, clause, position)
      select g.maker_id, g.id, g.contract_id, 'base',
             round((g.pricing ->> 'amount')::numeric * 10::numeric ^ ${DECIMALS})::bigint, g.clause, g.position
        from charge g join contract c on c.maker_id = g.maker_id and c.id = g.contract_id
       where g.pricing ->> 'model' = 'flat' and g.due in ('arrears', 'advance') and not g.per_machine`);
    await query.query(`
      insert into price (maker_id, id, contract_id, kind, meter_id, included_quantity, unit_price, clause, position)
      select g.maker_id, g.id, g.contract_id, 'usage', e.meter_id, coalesce((g.pricing ->> 'includedQuantity')::numeric, 0),
             (g.pricing ->> 'unitPrice')::numeric, g.clause, g.position
        from charge g
        join charge_meter e on e.maker_id = g.maker_id and e.charge_id = g.id
       where g.pricing ->> 'model' = 'unit' and g.counts_by = 'month' and (g.pricing ->> 'unitPrice')::numeric > 0
         and (select count(*) from charge_meter o where o.maker_id = g.maker_id and o.charge_id = g.id) = 1`);
    await query.query(`delete from charge_machine`);
    await query.query(`delete from charge_meter`);
    await query.query(`delete from charge`);
    await setForced(query, ['price', 'contract', 'charge', 'charge_meter', 'charge_machine'], true);
  }
}

/** Number of decimals of the contract's currency. */
const DECIMALS = `case
  when c.currency in ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') then 0
  when c.currency in ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') then 3
  when c.currency in ('CLF', 'UYW') then 4
  else 2 end`;

async function setForced(query: QueryRunner, tables: readonly string[], isForced: boolean): Promise<void> {
  for (const table of tables)
    await query.query(`alter table ${table} ${isForced ? '' : 'no '}force row level security`);
}
