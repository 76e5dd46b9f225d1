import {
  loadRecordsOfUsage,
  type MeterRecords,
  type MeterRule,
  type UsageBasis,
  type UsageReason,
} from '#metering';
import type { ErrorParams, JobState, TimeCursor, Transaction } from '#platform';
import type { PackedDay, PackedMeter } from '../domain/pack/pack-content.js';
import { packRecords } from '../domain/pack/pack-records.js';

/** A pack with its progress. */
export interface ProofPackView {
  readonly id: string;
  readonly invoiceId: string;
  readonly contract: string;
  readonly customer: { readonly id: string; readonly name: string };
  readonly periodFrom: string;
  readonly periodTo: string;
  readonly state: JobState;
  /** Number of packed readings, and their total; 0 until the total is known. */
  readonly done: number;
  readonly total: number;
  /** Root hash in hexadecimal; null until the pack is first created. */
  readonly root: string | null;
  readonly readings: number;
  /** Null if there is no file yet, or if the file of an older pack was removed. */
  readonly file: { readonly name: string; readonly bytes: number; readonly sha256: string } | null;
  readonly fault: { readonly code: string; readonly params: ErrorParams } | null;
  readonly askedAt: Date;
  readonly madeAt: Date | null;
}

export interface PackFilter {
  readonly id?: string;
  readonly invoiceId?: string;
  readonly subject?: string;
  /** The last pack of the previous page. */
  readonly after?: TimeCursor | null;
  readonly limit: number;
}

/** Lists packs that the scope can see, newest first. */
export function listPacks(tx: Transaction, filter: PackFilter): Promise<ProofPackView[]> {
  return tx.manager.query(
    `select p.id, p.invoice_id as "invoiceId", p.contract_number as contract,
            jsonb_build_object('id', c.id, 'name', c.name) as customer,
            p.period_from::text as "periodFrom", p.period_to::text as "periodTo",
            j.state, j.done::int as done, coalesce(j.total, 0)::int as total, p.root, p.readings::int as readings,
            case when f.id is not null then jsonb_build_object('name', f.name, 'bytes', f.bytes, 'sha256', f.sha256) end as file,
            p.fault, p.asked_at as "askedAt", p.made_at as "madeAt"
       from proof_pack p
       join customer c on c.maker_id = p.maker_id and c.id = p.customer_id
       join job_progress j on j.maker_id = p.maker_id and j.id = p.job_id
       left join stored_file f on f.maker_id = p.maker_id and f.id = p.file_id
      where p.maker_id = $1
        and ($2::uuid is null or p.id = $2)
        and ($3::uuid is null or p.invoice_id = $3)
        and ($4::text is null or p.subject = $4)
        and ($5::timestamptz is null or (p.asked_at, p.id) < ($5, $6::uuid))
      order by p.asked_at desc, p.id desc limit $7`,
    [
      tx.scope.makerId,
      filter.id ?? null,
      filter.invoiceId ?? null,
      filter.subject ?? null,
      filter.after?.at ?? null,
      filter.after?.id ?? null,
      filter.limit,
    ],
  );
}

interface MeterRow extends Omit<
  PackedMeter,
  'from' | 'to' | 'knownUntil' | 'zone' | 'rule' | 'asOf' | 'windows' | 'records'
> {
  readonly from: Date;
  readonly to: Date;
  readonly knownUntil: Date;
  readonly basis: UsageBasis;
  readonly derivedAt: Date;
  readonly reasons: readonly UsageReason[];
}

/** Loads usage with its meters, in the order of `ids`. Omits usage that can't be derived again. */
export async function packedMeters(tx: Transaction, ids: readonly string[]): Promise<PackedMeter[]> {
  const rows: MeterRow[] = await tx.manager.query(
    `select u.id as "usagePeriodId", d.code as device, ma.serial as machine, m.signal_key as signal, m.unit,
            u.period_from as from, u.period_to as to, u.known_until as "knownUntil", u.version, u.rule_version as "ruleVersion",
            u.derived_at as "derivedAt",
            u.basis, u.state, u.quantity, u.held_quantity as "heldQuantity", u.reasons, u.start_value as "startValue",
            u.end_value as "endValue", u.reading_count as "readingCount", u.readings_hash as hash,
            (select coalesce(jsonb_agg(jsonb_build_object('day', d.day, 'quantity', d.quantity::text,
                      'heldQuantity', d.held_quantity::text, 'readingCount', d.reading_count, 'hash', d.readings_hash) order by d.day), '[]')
               from usage_day d where d.maker_id = u.maker_id and d.usage_period_id = u.id) as days
       from usage_period u
       join meter m on m.maker_id = u.maker_id and m.id = u.meter_id
       join device d on d.maker_id = m.maker_id and d.id = m.device_id
       left join machine ma on ma.maker_id = d.maker_id and ma.id = d.machine_id
      where u.maker_id = $1 and u.id = any($2) and u.basis is not null
      order by array_position($2, u.id)`,
    [tx.scope.makerId, ids],
  );
  const meters: PackedMeter[] = [];
  for (const row of rows) meters.push(toMeter(row, await loadRecordsOfUsage(tx, row.usagePeriodId)));
  return meters;
}

function toMeter({ basis, ...row }: MeterRow, records: MeterRecords): PackedMeter {
  const { zone, method } = basis;
  return {
    usagePeriodId: row.usagePeriodId,
    device: row.device,
    machine: row.machine,
    signal: row.signal,
    unit: row.unit,
    from: iso(row.from),
    to: iso(row.to),
    knownUntil: iso(row.knownUntil),
    version: row.version,
    ruleVersion: row.ruleVersion,
    zone,
    rule: ruleOf(basis),
    ...(method !== undefined && { asOf: iso(row.derivedAt) }),
    windows: basis.windows.map(({ since, from, to, until, before, after, seams }) => ({
      since: boundOf(since),
      from: iso(from),
      to: iso(to),
      ...(until !== undefined && { until: boundOf(until) }),
      ...(before !== undefined && { before: boundOf(before) }),
      ...(after !== undefined && { after: boundOf(after) }),
      ...(seams && { seams: seams.map(({ at, gapMs }) => ({ at: iso(at), gapMs })) }),
    })),
    records: packRecords(records),
    state: row.state,
    quantity: row.quantity,
    heldQuantity: row.heldQuantity,
    reasons: row.reasons,
    startValue: row.startValue,
    endValue: row.endValue,
    readingCount: row.readingCount,
    hash: row.hash,
    days: row.days.map(({ day, quantity, heldQuantity, readingCount, hash }: PackedDay) => ({
      day,
      quantity,
      heldQuantity,
      readingCount,
      hash,
    })),
  };
}

function ruleOf({
  modulus,
  maxRatePerHour,
  maxGapMinutes,
  method,
  matches,
  intervalMinutes,
  factor,
}: MeterRow['basis']): MeterRule {
  return {
    modulus,
    maxRatePerHour,
    maxGapMinutes,
    ...(method !== undefined && { method }),
    ...(matches !== undefined && { matches }),
    ...(intervalMinutes !== undefined && { intervalMinutes }),
    ...(factor !== undefined && { factor }),
  };
}

/** Latest time that a Date can represent. */
const LONGEST_TIME_MS = 8_640_000_000_000_000;
const boundOf = (at: number | null): string | null =>
  at === null || Math.abs(at) > LONGEST_TIME_MS ? null : iso(at);
const iso = (at: string | number | Date): string => new Date(at).toISOString();
