import { countDays } from '#contracts';
import { groupBy, type Transaction } from '#platform';
import type { AuditedUsage } from './domain/audit/audited-invoice.js';

/** Whose meters are asked for. */
interface InvoiceOfContract {
  readonly invoiceId: string;
  readonly contractId: string;
}

interface UsageRow extends Omit<AuditedUsage, 'days'> {
  readonly invoiceId: string;
  readonly contractId: string;
  /** Null of a meter of a site. */
  readonly machineId: string | null;
  /** Days within invoice and contract, up to what was known: [from, to). */
  readonly from: string;
  readonly to: string;
}

/** What the meters that a charge counts counted in the periods of invoices, and on how many days they were to. */
export async function usagesOf(
  tx: Transaction,
  invoices: readonly InvoiceOfContract[],
): Promise<(AuditedUsage & { readonly invoiceId: string })[]> {
  const rows: UsageRow[] = await tx.manager.query(
    `select i.id as "invoiceId", c.id as "contractId", d.code as device, m.signal_key as "signalKey", m.unit, u.quantity,
            u.estimated_quantity as "estimatedQuantity", coalesce(g.unit, m.unit) as "signalUnit",
            d.machine_id as "machineId", l.first::text as "from", greatest(l.first, l.until)::text as "to",
            (select count(*)::int from usage_day x
              where x.maker_id = u.maker_id and x.usage_period_id = u.id and x.reading_count > 0
                and x.day < l.until) as "daysWithReadings"
       from invoice i
       join contract c on c.maker_id = i.maker_id and c.id = i.contract_id
      cross join lateral (select least(i.period_to, (i.known_until at time zone i.zone)::date) as until,
                                 greatest(i.period_from, c.starts_on) as first,
                                 date_trunc('month', i.period_from)::date as month) l
       join meter m on m.maker_id = c.maker_id and m.contract_id = c.id
       join usage_period u on u.maker_id = m.maker_id and u.meter_id = m.id and u.superseded_at is null
        and u.period_from > l.month - 2 and u.period_from < l.month + 2 and (u.period_from at time zone i.zone)::date = l.month
       join device d on d.maker_id = m.maker_id and d.id = m.device_id
       left join machine x on x.maker_id = d.maker_id and x.id = d.machine_id
       left join lateral (
         select s.unit from signal s
          where s.maker_id = d.maker_id and s.key = m.signal_key and (s.device_id = d.id or s.model_id = x.model_id)
          order by s.device_id nulls last limit 1) g on true
      where i.maker_id = $1 and i.id = any($2)
        and exists (select from charge_meter cm where cm.maker_id = m.maker_id and cm.meter_id = m.id)
      order by i.id, d.code, m.signal_key`,
    [tx.scope.makerId, invoices.map(({ invoiceId }) => invoiceId)],
  );
  const stays = await staysOf(
    tx,
    invoices.map(({ contractId }) => contractId),
  );
  return rows.map(({ contractId, machineId, from, to, ...usage }) => ({
    ...usage,
    days:
      machineId === null
        ? countDays(from, to)
        : stays(contractId, machineId).reduce((days, stay) => days + daysTogether(stay, { from, to }), 0),
  }));
}

/** Days [from, to); null: without an end. */
interface Stay {
  readonly from: string;
  readonly to: string | null;
}

/** When machines were under contracts. One index for all is asked once: the one that keeps stays apart knows a pair a hundred times slower. */
async function staysOf(
  tx: Transaction,
  contractIds: readonly string[],
): Promise<(contractId: string, machineId: string) => readonly Stay[]> {
  const rows: (Stay & { readonly contractId: string; readonly machineId: string })[] = await tx.manager.query(
    `select contract_id as "contractId", machine_id as "machineId", lower(during)::text as "from", upper(during)::text as "to"
       from contract_machine where maker_id = $1 and contract_id = any($2)`,
    [tx.scope.makerId, contractIds],
  );
  const stays = groupBy(rows, ({ contractId, machineId }) => `${contractId} ${machineId}`);
  return (contractId, machineId) => stays.get(`${contractId} ${machineId}`) ?? [];
}

function daysTogether(stay: Stay, { from, to }: { readonly from: string; readonly to: string }): number {
  const first = stay.from > from ? stay.from : from;
  const end = stay.to !== null && stay.to < to ? stay.to : to;
  return first < end ? countDays(first, end) : 0;
}
