import { In } from 'typeorm';
import type { ContractView } from '#contracts';
import { firstMomentOf } from '#contracts';
import { Correction } from '#invoicing';
import { groupBy, preparedQuery, type Transaction } from '#platform';
import type { BilledBefore } from '../domain/draft/draft-input.js';
import { cutsOf } from '../domain/draft/month-cuts.js';
import { type MeteredMonth, meterFacts } from '../domain/usage/metered-month.js';

/**
 * The months for which a contract has other invoices, and the amounts that these invoices bill for rated periods that
 * began on or after a day.
 */
export interface BilledOfContract {
  readonly billed: readonly BilledBefore[];
  readonly invoicedFrom: readonly string[];
  /** First days of issued months. Their usage is not derived again. */
  readonly issuedFrom: readonly string[];
}

/** A contract and the days for which to load previously billed amounts. Days are local. */
export interface CounterSpanOfContract {
  readonly contract: ContractView;
  /** The first day of the rated periods that the month adds to. */
  readonly counterFrom: string;
  /** First day of the drafted month, which is excluded together with its corrections. */
  readonly periodFrom: string;
}

/**
 * Loads, by contract, the lines of earlier months (drafted or issued) and of later issued months, with all of their
 * corrections, so that a month that is drafted late bills nothing twice.
 */
export async function billedBefore(
  tx: Transaction,
  spans: readonly CounterSpanOfContract[],
): Promise<Map<string, BilledOfContract>> {
  if (spans.length === 0) return new Map();
  const wanted = `from unnest($2::uuid[], $3::date[], $4::date[]) as w (contract_id, counter_from, period_from)
    join invoice i on i.maker_id = $1 and i.contract_id = w.contract_id`;
  const parameters = [
    tx.scope.makerId,
    spans.map(({ contract }) => contract.id),
    spans.map(({ counterFrom }) => counterFrom),
    spans.map(({ periodFrom }) => periodFrom),
  ];
  const rows: (Omit<BilledBefore, 'amountMinor'> & { contractId: string; amountMinor: string })[] =
    await preparedQuery(
      tx,
      `select w.contract_id as "contractId", l.charge_key as "chargeKey", l.component, l.counter_from::text as "counterFrom",
              l.part_from::text as "partFrom", l.machine_id as "machineId",
              case i.kind when 'credit_note' then -l.amount_minor else l.amount_minor end as "amountMinor"
         ${wanted} join invoice_line l on l.maker_id = i.maker_id and l.invoice_id = i.id
         left join invoice o on o.maker_id = l.maker_id and o.id = l.corrects_invoice_id
        where coalesce(o.period_from, i.period_from) <> w.period_from
          and (i.number is not null or (i.period_from < w.period_from and o.id is null))
          and l.counter_from >= w.counter_from and l.amount_minor is not null and l.charge_key is not null
          and l.component is not null`,
      parameters,
    );
  const invoices: { contractId: string; from: string; isIssued: boolean }[] = await preparedQuery(
    tx,
    `select w.contract_id as "contractId", i.period_from::text as "from", i.number is not null as "isIssued" ${wanted}
      where i.kind = 'invoice' and i.period_from <> w.period_from
        and (i.period_from < w.period_from or i.number is not null)`,
    parameters,
  );
  const corrections = groupBy(
    await tx.manager.findBy(Correction, {
      makerId: tx.scope.makerId,
      contractId: In(spans.map(({ contract }) => contract.id)),
      state: 'open',
    }),
    ({ contractId }) => contractId,
  );
  const billed = groupBy(rows, ({ contractId }) => contractId);
  const months = groupBy(invoices, ({ contractId }) => contractId);
  return new Map(
    spans.map(({ contract: { id }, counterFrom, periodFrom }) => {
      const corrected = (corrections.get(id) ?? []).filter((one) => one.periodFrom !== periodFrom);
      const of = months.get(id) ?? [];
      return [
        id,
        {
          billed: [
            ...(billed.get(id) ?? []).map(({ contractId: _contractId, amountMinor, ...place }) => ({
              ...place,
              amountMinor: BigInt(amountMinor),
            })),
            ...corrected
              .flatMap(({ lines }) => lines)
              .flatMap(({ place, amountMinor }) =>
                place === null || place.counterFrom < counterFrom
                  ? []
                  : [{ ...place, amountMinor: BigInt(amountMinor) }],
              ),
          ],
          invoicedFrom: of.map(({ from }) => from),
          issuedFrom: of.filter(({ isIssued }) => isIssued).map(({ from }) => from),
        },
      ];
    }),
  );
}

/** A contract and the days [from, to) for which to load stored usage; `to` is the first day of a month. */
export interface StoredSpan {
  readonly contract: ContractView;
  readonly from: string;
  readonly to: string;
}

interface StoredRow extends Pick<
  MeteredMonth,
  'meterId' | 'state' | 'from' | 'to' | 'quantity' | 'heldQuantity' | 'holds' | 'days' | 'hash'
> {
  readonly contractId: string;
  readonly usagePeriodId: string;
}

/**
 * Loads the current versions of stored usage of contracts' meters, clipped to the requested days, by contract and in
 * chronological order. Months that must be split have daily usage.
 */
export async function storedMonths(
  tx: Transaction,
  spans: readonly StoredSpan[],
): Promise<Map<string, MeteredMonth[]>> {
  if (spans.length === 0) return new Map();
  const rows: StoredRow[] = await preparedQuery(
    tx,
    `select u.contract_id as "contractId", u.id as "usagePeriodId", u.meter_id as "meterId", u.state, u.readings_hash as hash,
            (select count(*)::int from jsonb_array_elements(u.reasons) r where (r ->> 'holds')::boolean) as holds,
            greatest(l.first_day, w.first_day)::text as "from", (u.period_to at time zone w.zone)::date::text as "to",
            case when l.first_day >= w.first_day or u.quantity is null then u.quantity else coalesce(cut.quantity, 0) end as quantity,
            case when l.first_day >= w.first_day then u.held_quantity else coalesce(cut.held_quantity, 0) end as "heldQuantity",
            case when exists (select from unnest($7::uuid[], $8::date[]) as a (contract_id, day)
                               where a.contract_id = u.contract_id and a.day > l.first_day
                                 and a.day < (u.period_to at time zone w.zone)::date) then (
              select coalesce(jsonb_agg(jsonb_build_object(
                       'day', d.day, 'quantity', d.quantity::text, 'heldQuantity', d.held_quantity::text) order by d.day), '[]')
                from usage_day d where d.maker_id = $1 and d.usage_period_id = u.id and d.day >= w.first_day)
              else '[]' end as days
       from unnest($2::uuid[], $3::text[], $4::date[], $5::timestamptz[], $6::timestamptz[])
            as w (contract_id, zone, first_day, since, until)
       join usage_period u on u.maker_id = $1 and u.contract_id = w.contract_id and u.superseded_at is null
        and u.period_to > w.since and u.period_from < w.until
      cross join lateral (select (u.period_from at time zone w.zone)::date as first_day) l
       left join lateral (
         select sum(d.quantity) as quantity, sum(d.held_quantity) as held_quantity from usage_day d
          where d.maker_id = $1 and d.usage_period_id = u.id and d.day >= w.first_day and l.first_day < w.first_day) cut on true
      order by u.period_from, u.meter_id`,
    [
      tx.scope.makerId,
      spans.map(({ contract }) => contract.id),
      spans.map(({ contract }) => contract.zone),
      spans.map(({ from }) => from),
      spans.map(({ contract, from }) => new Date(firstMomentOf(from, contract.zone).at)),
      spans.map(({ contract, to }) => new Date(firstMomentOf(to, contract.zone).at)),
      spans.flatMap(({ contract }) => cutsOf(contract).map(() => contract.id)),
      spans.flatMap(({ contract }) => cutsOf(contract)),
    ],
  );
  const stored = groupBy(rows, ({ contractId }) => contractId);
  return new Map(
    spans.map(({ contract }) => [
      contract.id,
      (stored.get(contract.id) ?? []).flatMap((row) => toMonth(contract, row) ?? []),
    ]),
  );
}

function toMonth(
  contract: ContractView,
  { contractId: _contractId, ...row }: StoredRow,
): MeteredMonth | null {
  const meter = contract.meters.find(({ id }) => id === row.meterId);
  if (!meter || !contract.devices.has(meter.deviceId)) return null;
  return { ...row, ...meterFacts(contract, meter) };
}

/** Returns the numbers of documents issued for a contract's months, by `YYYY-MM`. */
export async function issuedMonths(
  tx: Transaction,
  contractId: string,
): Promise<ReadonlyMap<string, string>> {
  const rows: { month: string; number: string }[] = await tx.manager.query(
    `select to_char(period_from, 'YYYY-MM') as month, min(number) as number from invoice
      where maker_id = $1 and contract_id = $2 and kind = 'invoice' and number is not null group by 1`,
    [tx.scope.makerId, contractId],
  );
  return new Map(rows.map(({ month, number }) => [month, number]));
}
