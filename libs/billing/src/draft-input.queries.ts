import type { ContractView } from '#contracts';
import { firstMomentOf } from '#contracts';
import type { Transaction } from '#platform';
import type { BilledBefore } from './domain/draft/draft-input.js';
import type { MeteredMonth } from './domain/draft/metered-month.js';

/** What a contract's other invoices billed of counters that began on a day or later, and the months that they are for. */
export interface BilledOfContract {
  readonly billed: readonly BilledBefore[];
  readonly invoicedFrom: readonly string[];
  /** Those that are issued: what they were billed from is not looked at again. */
  readonly issuedFrom: readonly string[];
}

/**
 * Earlier months as they stand, drafted or issued, and of later ones what is issued: a month that is drafted after them bills
 * nothing twice.
 * @param periodFrom the first day of the invoice that is drafted, which itself counts for nothing
 */
export async function billedBefore(
  tx: Transaction,
  contractId: string,
  counterFrom: string,
  periodFrom: string,
): Promise<BilledOfContract> {
  const isOther = `i.maker_id = $1 and i.contract_id = $2 and i.period_from <> $3
                   and (i.period_from < $3 or i.state <> 'draft')`;
  const parameters = [tx.scope.makerId, contractId, periodFrom];
  const rows: (Omit<BilledBefore, 'amountMinor'> & { amountMinor: string })[] = await tx.manager.query(
    `select l.charge_key as "chargeKey", l.component, l.counter_from::text as "counterFrom",
            l.part_from::text as "partFrom", l.machine_id as "machineId", l.amount_minor as "amountMinor"
       from invoice i join invoice_line l on l.maker_id = i.maker_id and l.invoice_id = i.id
      where ${isOther} and l.counter_from >= $4 and l.amount_minor is not null and l.charge_key is not null`,
    [...parameters, counterFrom],
  );
  const invoices: { from: string; isIssued: boolean }[] = await tx.manager.query(
    `select i.period_from::text as "from", bool_or(i.issued_at is not null) as "isIssued"
       from invoice i where ${isOther} group by i.period_from`,
    parameters,
  );
  return {
    billed: rows.map((row) => ({ ...row, amountMinor: BigInt(row.amountMinor) })),
    invoicedFrom: invoices.map(({ from }) => from),
    issuedFrom: invoices.filter(({ isIssued }) => isIssued).map(({ from }) => from),
  };
}

/**
 * Stored usage of a contract's meters in the months that touch the days [from, to), cut to them; the version that holds.
 * @param to the first day of a month
 */
export async function storedMonths(
  tx: Transaction,
  { id, zone, meters, devices, serials }: ContractView,
  from: string,
  to: string,
): Promise<MeteredMonth[]> {
  const rows: (Pick<MeteredMonth, 'meterId' | 'state' | 'from' | 'to' | 'quantity' | 'heldQuantity'> & {
    readonly id: string;
    readonly holds: number;
    readonly hash: string;
  })[] = await tx.manager.query(
    `select u.id, u.meter_id as "meterId", u.state, u.readings_hash as hash,
            (select count(*)::int from jsonb_array_elements(u.reasons) r where (r ->> 'holds')::boolean) as holds,
            greatest((u.period_from at time zone $3)::date, $4::date)::text as "from",
            (u.period_to at time zone $3)::date::text as "to",
            case when u.quantity is not null then coalesce(sum(d.quantity), 0) end as quantity,
            coalesce(sum(d.held_quantity), 0) as "heldQuantity"
       from usage_period u
       left join usage_day d on d.maker_id = u.maker_id and d.usage_period_id = u.id and d.day >= $4::date
      where u.maker_id = $1 and u.contract_id = $2 and u.superseded_at is null
        and u.period_to > $5 and u.period_from < $6
      group by u.maker_id, u.id, u.meter_id, u.state, u.readings_hash, u.reasons, u.period_from, u.period_to, u.quantity
      order by u.period_from, u.meter_id`,
    [
      tx.scope.makerId,
      id,
      zone,
      from,
      new Date(firstMomentOf(from, zone).at),
      new Date(firstMomentOf(to, zone).at),
    ],
  );
  return rows.flatMap(({ id: usagePeriodId, ...row }) => {
    const meter = meters.find((one) => one.id === row.meterId);
    const device = meter && devices.get(meter.deviceId);
    if (!meter || !device) return [];
    const { machineId } = device;
    return [
      {
        ...row,
        usagePeriodId,
        device: device.code,
        signalKey: meter.signalKey,
        unit: meter.unit,
        machineId,
        serial: machineId === null ? null : (serials.get(machineId) ?? null),
        days: [],
      },
    ];
  });
}
