import { preparedQuery, type Transaction } from '#platform';
import type { UncoveredUsage } from '../domain/audit/audited-invoice.js';

/**
 * Finds usage that no contract covers, because it lies between the last reading of the previous contract and the first
 * reading that counts for an invoice's contract. If one contract directly follows the other, counting continues from
 * the last reading, so no usage is uncovered.
 */
export async function findUncoveredUsage(
  tx: Transaction,
  invoiceIds: readonly string[],
): Promise<(UncoveredUsage & { readonly invoiceId: string })[]> {
  return preparedQuery(
    tx,
    `with began as materialized (
       select i.id, i.zone, m.device_id, m.signal_key, m.contract_id, m.unit, u.id as usage_id,
              (r.reason ->> 'to')::timestamptz as at, (r.reason ->> 'toValue')::numeric as value
         from invoice i
         join meter m on m.maker_id = i.maker_id and m.contract_id = i.contract_id and m.method = 'counter'
         join usage_period u on u.maker_id = m.maker_id and u.meter_id = m.id and u.superseded_at is null
          and u.period_from < i.period_to::timestamp at time zone i.zone and u.period_to > i.period_from::timestamp at time zone i.zone
        cross join lateral jsonb_array_elements(u.reasons) as r (reason)
        where i.maker_id = $1 and i.id = any($2) and i.kind = 'invoice'
          and u.reasons @> '[{"code": "began_at_first_reading"}]' and r.reason ->> 'code' = 'began_at_first_reading')
     select began.id as "invoiceId", d.code as device, began.signal_key as "signalKey", began.unit, before.number as contract,
            trim_scale(began.value - before.end_value)::text as quantity, (began.at at time zone began.zone)::date::text as day
       from began
       join device d on d.maker_id = $1 and d.id = began.device_id
      cross join lateral (
        select u.end_value::numeric as end_value, c.number
          from meter m
          join usage_period u on u.maker_id = m.maker_id and u.meter_id = m.id and u.superseded_at is null
           and u.end_value is not null and u.period_from < began.at and u.id <> began.usage_id
          join contract c on c.maker_id = m.maker_id and c.id = m.contract_id and c.state in ('active', 'ended')
         where m.maker_id = $1 and m.device_id = began.device_id and m.signal_key = began.signal_key and m.method = 'counter'
         order by u.period_from desc, u.end_value::numeric desc limit 1) before
      where began.value > before.end_value
      order by 1, 2, 3`,
    [tx.scope.makerId, invoiceIds],
  );
}
