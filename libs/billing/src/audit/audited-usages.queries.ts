import type { PausedDays } from '#contracts';
import { groupBy, preparedQuery, type Transaction } from '#platform';
import { countUnpausedDays, type Days, overlappingDays } from '#pricing';
import type { AuditedUsage } from '../domain/audit/audited-invoice.js';

/** An invoice and the contract that has the meters. */
interface InvoiceOfContract {
  readonly invoiceId: string;
  readonly contractId: string;
}

interface UsageRow extends Omit<AuditedUsage, 'days'> {
  readonly invoiceId: string;
  readonly contractId: string;
  /** Null if the device belongs to a site instead of a machine. */
  readonly machineId: string | null;
  /** Days [from, to) within the invoice and the contract, up to the cutoff. */
  readonly from: string;
  readonly to: string;
}

/**
 * Loads the usage of charged meters in the periods of invoices, with the number of days on which readings were expected
 * and the number of days with readings. No readings are expected on days when a contract is paused and bills no usage.
 */
export async function loadUsages(
  tx: Transaction,
  invoices: readonly InvoiceOfContract[],
  pausedOf: (invoiceId: string) => readonly PausedDays[],
): Promise<(AuditedUsage & { readonly invoiceId: string })[]> {
  const rows: UsageRow[] = await preparedQuery(
    tx,
    `select i.id as "invoiceId", c.id as "contractId", d.code as device, m.signal_key as "signalKey", m.unit, u.quantity,
            u.estimated_quantity as "estimatedQuantity", case when m.method = 'counter' and m.factor is null then coalesce(g.unit, m.unit) else m.unit end as "signalUnit",
            d.machine_id as "machineId", l.first::text as "from", greatest(l.first, l.until)::text as "to",
            (select count(*)::int from usage_day x
              where x.maker_id = u.maker_id and x.usage_period_id = u.id and (x.reading_count > 0 or m.method = 'event_count')
                and x.day < l.until) as "daysWithReadings"
       from invoice i
       join contract c on c.maker_id = i.maker_id and c.id = i.contract_id
      cross join lateral (select least(i.period_to, (i.known_until at time zone i.zone)::date) as until,
                                 greatest(i.period_from, c.starts_on) as first,
                                 case c.billing_calendar when 'calendar' then date_trunc('month', i.period_from)::date
                                 else i.period_from end as month) l
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
  const stays = await loadStays(
    tx,
    invoices.map(({ contractId }) => contractId),
  );
  const unbilled = new Map(
    invoices.map(({ invoiceId }) => [
      invoiceId,
      pausedOf(invoiceId).filter(({ use }) => use === 'not_billed'),
    ]),
  );
  const readingDaysWhilePaused = await daysReadWhilePaused(tx, unbilled);
  return rows.map(({ contractId, machineId, from, to, ...usage }) => {
    const pauses = overlappingDays(unbilled.get(usage.invoiceId)!, { from, to });
    const days =
      machineId === null ? [{ from, to }] : overlappingDays(stays(contractId, machineId), { from, to });
    return {
      ...usage,
      days: days.reduce((count, stay) => count + countUnpausedDays(stay, pauses), 0),
      daysWithReadings: usage.daysWithReadings - (readingDaysWhilePaused.get(keyOf(usage)) ?? 0),
    };
  });
}

const keyOf = ({
  invoiceId,
  device,
  signalKey,
}: Pick<UsageRow, 'invoiceId' | 'device' | 'signalKey'>): string =>
  JSON.stringify([invoiceId, device, signalKey]);

/**
 * Counts the days on which meters were read while a contract was paused and billed no usage, within the period of their
 * invoice. Each usage is queried separately, because few contracts are paused, and a join with `usage_day` took more
 * than half an hour when PostgreSQL had no statistics on the new rows.
 */
async function daysReadWhilePaused(
  tx: Transaction,
  unbilled: ReadonlyMap<string, readonly Days[]>,
): Promise<ReadonlyMap<string, number>> {
  const pauses = [...unbilled].flatMap(([invoiceId, days]) => days.map((day) => ({ invoiceId, ...day })));
  if (pauses.length === 0) return new Map();
  const rows: (Pick<UsageRow, 'invoiceId' | 'device' | 'signalKey'> & { days: number })[] =
    await tx.manager.query(
      `select i.id as "invoiceId", d.code as device, m.signal_key as "signalKey", sum(x.days)::int as days
         from unnest($2::uuid[], $3::date[], $4::date[]) as r (invoice_id, first, until)
         join invoice i on i.maker_id = $1 and i.id = r.invoice_id
         join meter m on m.maker_id = i.maker_id and m.contract_id = i.contract_id
         join device d on d.maker_id = m.maker_id and d.id = m.device_id
         join usage_period u on u.maker_id = m.maker_id and u.meter_id = m.id and u.superseded_at is null
        cross join lateral (
         select count(*) as days from usage_day x
          where x.maker_id = u.maker_id and x.usage_period_id = u.id and x.reading_count > 0
            and x.day >= greatest(r.first, i.period_from)
            and x.day < least(r.until, i.period_to, (i.known_until at time zone i.zone)::date)) x
        where x.days > 0
        group by i.id, d.code, m.signal_key`,
      [
        tx.scope.makerId,
        pauses.map(({ invoiceId }) => invoiceId),
        pauses.map(({ from }) => from),
        pauses.map(({ to }) => to),
      ],
    );
  return new Map(rows.map((row) => [keyOf(row), row.days]));
}

/**
 * Loads the days on which machines belong to contracts, and returns a function that looks them up. One query for all
 * pairs is about a hundred times faster than one lookup in the exclusion constraint's index for each pair.
 */
async function loadStays(
  tx: Transaction,
  contractIds: readonly string[],
): Promise<(contractId: string, machineId: string) => readonly Days[]> {
  const rows: (Days & { readonly contractId: string; readonly machineId: string })[] = await preparedQuery(
    tx,
    `select contract_id as "contractId", machine_id as "machineId", lower(during)::text as "from", coalesce(upper(during), '9999-12-31')::text as "to"
       from contract_machine where maker_id = $1 and contract_id = any($2)`,
    [tx.scope.makerId, contractIds],
  );
  const stays = groupBy(rows, ({ contractId, machineId }) => `${contractId} ${machineId}`);
  return (contractId, machineId) => stays.get(`${contractId} ${machineId}`) ?? [];
}
