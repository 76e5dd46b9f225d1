import type { Transaction } from '#platform';
import type { RecurringTerms } from '../domain/revenue/recurring-parts.js';

const TERMS = `
  select c.id as "contractId", c.number, c.customer_id as "customerId", cu.name as customer,
         c.legal_entity_id as "legalEntityId", c.currency, s.currency as "booksCurrency", c.state, c.zone,
         c.billing_calendar as "billingCalendar",
         c.prices_include_tax as "pricesIncludeTax", c.starts_on::text as "startsOn", c.ends_on::text as "endsOn",
         c.pauses,
         c.invoice_terms #>> '{minimum,amount}' as minimum,
         coalesce((
           select jsonb_agg(jsonb_build_object('machineId', cm.machine_id, 'from', lower(cm.during), 'to', upper(cm.during)))
             from contract_machine cm where cm.maker_id = c.maker_id and cm.contract_id = c.id), '[]') as machines,
         coalesce((
           select jsonb_agg(jsonb_build_object(
                    'key', g.key, 'due', g.due, 'countsBy', g.counts_by, 'perMachine', g.per_machine, 'pricing', g.pricing,
                    'machineIds', array(select a.machine_id from charge_machine a
                                         where a.maker_id = g.maker_id and a.charge_id = g.id),
                    'metered', array(select distinct d.machine_id from charge_meter e
                                       join meter m on m.maker_id = e.maker_id and m.id = e.meter_id
                                       join device d on d.maker_id = m.maker_id and d.id = m.device_id
                                      where e.maker_id = g.maker_id and e.charge_id = g.id)) order by g.position, g.id)
             from charge g where g.maker_id = c.maker_id and g.contract_id = c.id), '[]') as charges
    from contract c
    join customer cu on cu.maker_id = c.maker_id and cu.id = c.customer_id
    join legal_entity s on s.maker_id = c.maker_id and s.id = c.legal_entity_id`;

/** Returns the terms of all contracts in force on one of two days, by number. */
export async function findRecurringTerms(
  tx: Transaction,
  days: readonly [string, string],
): Promise<RecurringTerms[]> {
  return tx.manager.query(
    `${TERMS}
      where c.maker_id = $1 and c.state in ('active', 'ended')
        and (daterange(c.starts_on, c.ends_on, '[]') @> $2::date or daterange(c.starts_on, c.ends_on, '[]') @> $3::date)
      order by c.number`,
    [tx.scope.makerId, ...days],
  );
}

/** Returns the terms of one existing contract. */
export async function getRecurringTerms(tx: Transaction, contractId: string): Promise<RecurringTerms> {
  const [terms] = await getRecurringTermsOfAll(tx, [contractId]);
  return terms!;
}

/** Returns the terms of several contracts. */
export async function getRecurringTermsOfAll(
  tx: Transaction,
  contractIds: readonly string[],
): Promise<RecurringTerms[]> {
  return tx.manager.query(`${TERMS} where c.maker_id = $1 and c.id = any($2)`, [
    tx.scope.makerId,
    contractIds,
  ]);
}
