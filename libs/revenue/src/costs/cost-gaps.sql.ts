import { CONTRACT_OF_KIT } from '#invoicing';

/**
 * SQL for the contract that a ticket's machine is under on the day of `at`. If there are several, the first by number.
 */
const contractOfTicket = (at: string): string => `
  join lateral (
    select c.id, c.zone from contract c
      join contract_machine cm on cm.maker_id = c.maker_id and cm.contract_id = c.id
     where c.maker_id = t.maker_id and c.customer_id = t.customer_id and c.state in ('active', 'ended')
       and cm.machine_id = t.machine_id and cm.during @> (${at} at time zone c.zone)::date
       and daterange(c.starts_on, c.ends_on, '[]') @> (${at} at time zone c.zone)::date
     order by c.number limit 1) c on true`;

const hasNoCost = (what: string): string =>
  `not exists (select from contract_cost x where x.maker_id = $1 and ${what})`;

/**
 * Work under contracts for which no cost is recorded: kits sent, visits made, and parts that a ticket took from stock.
 * Each item is one row, with its contract and local day.
 *
 * $1 maker, $2 the first day of the first month, $3 the day after the last month, $4 a contract or null for all. A
 * margin of one day on both sides keeps time zones out of the index conditions.
 */
export const COST_GAPS = `
  select g.*, date_trunc('month', g.day)::date as month from (
    select k.maker_id, c.id as contract_id, k.machine_id, 'kit' as kind, k.id, k.number, (k.sent_at at time zone c.zone)::date as day
      from kit_delivery k
      join contract c on c.maker_id = k.maker_id and c.id = ${CONTRACT_OF_KIT}
     where k.maker_id = $1 and k.state in ('sent', 'received') and k.sent_at >= $2::date - 1 and k.sent_at < $3::date + 1
       and ${hasNoCost('x.kit_delivery_id = k.id')}
     union all
    select t.maker_id, c.id, t.machine_id, 'visit', t.id, t.number, (v.ended at time zone c.zone)::date
      from (select maker_id, ticket_id, max(upper(during)) as ended from visit
             where maker_id = $1 and state = 'done' group by maker_id, ticket_id) v
      join ticket t on t.maker_id = v.maker_id and t.id = v.ticket_id
      ${contractOfTicket('v.ended')}
     where v.ended >= $2::date - 1 and v.ended < $3::date + 1
       and ${hasNoCost(`x.ticket_id = t.id and x.kind = 'labour_travel'`)}
     union all
    select t.maker_id, c.id, t.machine_id, 'ticket_parts', t.id, t.number, (s.at at time zone c.zone)::date
      from (select maker_id, ticket_id, max(occurred_at) as at from stock_entry
             where maker_id = $1 and kind = 'issue' and ticket_id is not null group by maker_id, ticket_id) s
      join ticket t on t.maker_id = s.maker_id and t.id = s.ticket_id
      ${contractOfTicket('s.at')}
     where s.at >= $2::date - 1 and s.at < $3::date + 1
       and ${hasNoCost(`x.ticket_id = t.id and x.kind = 'parts'`)}
  ) g
  where g.day >= $2 and g.day < $3 and ($4::uuid is null or g.contract_id = $4)`;
