import { firstMomentOf, type MeterFields } from '#contracts';
import { preparedQuery, type Transaction } from '#platform';
import { blocksForward, valueIn } from '#telemetry';
import { intersectSpans, standstills, type StateReading } from '../domain/steps/all-off.js';
import type { CountingWindow } from '../domain/usage/metered-period.js';
import { type Certificate, recordsOfEvents, type DeclaredEvent } from '../domain/decisions/meter-event.js';
import type { MeterDecision } from '../domain/decisions/meter-exception.js';
import { NO_RECORDS, type MeterRecords } from '../domain/evidence/meter-records.js';
import { groupNearby, joinSpans, subtractSpans, type Span } from '../domain/windows/spans.js';
import type { MeteredContract } from '../usage/metered-contract.js';

/** Seed of the advisory lock's key. The lock prevents records from being added while stored usage is derived. */
const RECORD_LOCK = 7263;

/** Fields of a meter that its records refer to. */
export type RecordedMeter = Pick<MeterFields, 'id' | 'deviceId' | 'signalKey'> & {
  /** Null if the device belongs to a site instead of a machine. */
  readonly machineId: string | null;
};

/** All records of a meter up to and including its last known record. */
export interface KnownRecords {
  /** Records made by people; spans derived from machine states are not included. */
  readonly records: MeterRecords;
  /** Spans in which flow is not checked against machines that are off. */
  readonly unchecked: readonly Span[];
}

/** Blocks new records of the maker's meters until the end of the transaction. */
export async function lockRecordsShared(tx: Transaction): Promise<void> {
  await tx.manager.query(`select pg_advisory_xact_lock_shared(hashtextextended($1, ${RECORD_LOCK}))`, [
    tx.scope.makerId,
  ]);
}

/** Locks recording exclusively, so that records are numbered in the order of their commits. */
export async function lockRecords(tx: Transaction): Promise<void> {
  await tx.manager.query(`select pg_advisory_xact_lock(hashtextextended($1, ${RECORD_LOCK}))`, [
    tx.scope.makerId,
  ]);
}

/** Loads all records of a meter. @param last number of the last known record; null if there is none */
export async function findRecords(
  tx: Transaction,
  meter: RecordedMeter,
  zone: string,
  last: string | null,
): Promise<KnownRecords> {
  if (last === null) return { records: NO_RECORDS, unchecked: [] };
  const { unchecked, ...declared } = recordsOfEvents(await loadEvents(tx, meter, last), zone);
  const decisions = await loadDecisions(tx, meter.id, last);
  return { records: { ...declared, off: [], decisions }, unchecked };
}

/**
 * Returns the number of the last record of each meter at `recordedUntil` (inclusive); null if there is none.
 * Withdrawals are included. Decisions are included once they are in force.
 * @returns numbers in the order of the meters
 */
export async function findLastRecords(
  tx: Transaction,
  meters: readonly RecordedMeter[],
  recordedUntil: Date,
): Promise<(string | null)[]> {
  const rows: { last: string | null }[] = await preparedQuery(
    tx,
    `with m as (
       select * from unnest($2::uuid[], $3::uuid[], $4::text[], $5::uuid[])
         with ordinality as m (id, device_id, signal_key, machine_id, place)),
     known as (
       select m.place, e.entry from m join meter_event e on e.maker_id = $1 and e.device_id = m.device_id
          and (e.signal_key is null or e.signal_key = m.signal_key) and (e.meter_id is null or e.meter_id = m.id) and e.recorded_at <= $6
       union all
       select m.place, e.entry from m join meter_event e on e.maker_id = $1 and e.machine_id = m.machine_id and e.recorded_at <= $6
       union all
       select m.place, greatest(d.entry, v.entry) from m join meter_decision d on d.maker_id = $1 and d.meter_id = m.id
         left join meter_verdict v on v.maker_id = d.maker_id and v.decision_id = d.id and v.verdict = 'confirmed'
        where (not d.needs_second or v.entry is not null) and coalesce(v.given_at, d.decided_at) <= $6)
     select max(k.entry)::text as last from m left join known k on k.place = m.place group by m.place order by m.place`,
    [
      tx.scope.makerId,
      meters.map(({ id }) => id),
      meters.map(({ deviceId }) => deviceId),
      meters.map(({ signalKey }) => signalKey),
      meters.map(({ machineId }) => machineId),
      recordedUntil,
    ],
  );
  return rows.map(({ last }) => last);
}

/** Returns the known certificates of a meter and of its device. @param last as in `findRecords` */
export async function findCertificates(
  tx: Transaction,
  meter: RecordedMeter,
  last: string | null,
): Promise<Certificate[]> {
  if (last === null) return [];
  const events = await loadEvents(tx, meter, last);
  return events.flatMap(({ kind, number, issuedBy, firstDay, lastDay, tolerancePercent, isOwn }) =>
    kind === 'certificate'
      ? [
          {
            ...{ number: number!, issuedBy: issuedBy!, firstDay: firstDay!, lastDay: lastDay! },
            ...{ tolerancePercent, isOwn },
          },
        ]
      : [],
  );
}

type EventRow = DeclaredEvent & {
  readonly number: string | null;
  readonly issuedBy: string | null;
  readonly tolerancePercent: string | null;
};

async function loadEvents(
  tx: Transaction,
  { id, deviceId, signalKey, machineId }: RecordedMeter,
  upTo: string,
): Promise<EventRow[]> {
  return tx.manager.query(
    `select e.kind, date_part('epoch', e.from_at) * 1000 as "fromAt", date_part('epoch', e.to_at) * 1000 as "toAt",
            e.final_value::text as "finalValue", e.initial_value::text as "initialValue",
            e.first_day::text as "firstDay", e.last_day::text as "lastDay", e.number, e.issued_by as "issuedBy",
            e.tolerance_percent::text as "tolerancePercent", e.meter_id is not null as "isOwn"
       from meter_event e
      where e.maker_id = $1 and e.kind <> 'withdrawal' and e.entry <= $5
        and ((e.device_id = $2 and (e.signal_key is null or e.signal_key = $3) and (e.meter_id is null or e.meter_id = $6))
             or e.machine_id = $4)
        and not exists (select from meter_event w where w.maker_id = e.maker_id and w.withdraws_id = e.id
                           and w.entry <= $5)
      order by e.entry`,
    [tx.scope.makerId, deviceId, signalKey, machineId, upTo, id],
  );
}

/**
 * Returns the latest decision in force for each exception. A decision that needs a second person is in force once it
 * is confirmed.
 */
async function loadDecisions(tx: Transaction, meterId: string, upTo: string): Promise<MeterDecision[]> {
  return tx.manager.query(
    `select distinct on (d.kind, d.from_at, d.to_at) d.id, d.kind,
            date_part('epoch', d.from_at) * 1000 as "from", date_part('epoch', d.to_at) * 1000 as "to",
            d.choice, d.quantity::text as quantity
       from meter_decision d
       left join meter_verdict v on v.maker_id = d.maker_id and v.decision_id = d.id and v.verdict = 'confirmed'
      where d.maker_id = $1 and d.meter_id = $2 and (not d.needs_second or v.entry is not null)
        and greatest(d.entry, v.entry) <= $3
      order by d.kind, d.from_at, d.to_at, d.entry desc`,
    [tx.scope.makerId, meterId, upTo],
  );
}

/**
 * Returns the spans within the windows in which every machine under the contract was certainly off, so that flow
 * through the station's meter must come from elsewhere. Uses readings received before `knownUntil`. Empty for meters of
 * machines.
 */
export async function findAllOff(
  tx: Transaction,
  contract: MeteredContract,
  meter: MeterFields,
  windows: readonly CountingWindow[],
  unchecked: readonly Span[],
  knownUntil: number,
): Promise<Span[]> {
  if (contract.devices.get(meter.deviceId)?.machineId !== null || measuresNoFlow(meter)) return [];
  const stateDevices = await findStateDevices(tx, [
    ...new Set(contract.machines.map(({ machineId }) => machineId)),
  ]);
  if (stateDevices.length === 0) return [];
  let off = subtractSpans(
    windows.map(({ from, to }) => ({ from, to: Math.min(to, knownUntil) })).filter(isNotEmpty),
    unchecked,
  );
  for (const { machineId, deviceKey, patienceMs } of stateDevices) {
    const under = joinSpans(
      contract.machines.filter((one) => one.machineId === machineId).map((one) => daysOf(one, contract.zone)),
    );
    const outsideContract = subtractSpans(off, under);
    const standstillSpans =
      deviceKey === null
        ? []
        : await loadStandstills(tx, deviceKey, intersectSpans(off, under), patienceMs, knownUntil);
    off = joinSpans([...outsideContract, ...standstillSpans]);
  }
  return off;
}

/** Returns true for meters of durations and events, which don't measure flow. */
const measuresNoFlow = ({ method }: MeterFields): boolean =>
  method === 'state_time' || method === 'event_count';

interface StateDevice {
  readonly machineId: string;
  /** Null if none of the machine's devices ever reported its state. */
  readonly deviceKey: number | null;
  readonly patienceMs: number;
}

/** Finds the device that reports each machine's state. */
async function findStateDevices(tx: Transaction, machineIds: readonly string[]): Promise<StateDevice[]> {
  return tx.manager.query(
    `select distinct on (m.id) m.id as "machineId", case when s.last_values ? 'state' then d.device_key end as "deviceKey",
            coalesce(d.silent_after_seconds, 0) * 1000 as "patienceMs"
       from machine m
       left join device d on d.maker_id = m.maker_id and d.machine_id = m.id
       left join device_status s on s.maker_id = d.maker_id and s.device_key = d.device_key
      where m.maker_id = $1 and m.id = any($2::uuid[])
      order by m.id, (s.last_values ? 'state') desc nulls last, d.device_key`,
    [tx.scope.makerId, machineIds],
  );
}

/** Maximum gap between spans that are read in one query. A month can consist of hundreds of spans. */
const GROUP_GAP_MS = 86_400_000;

/** Returns the spans in which a machine was off. @param spans in chronological order, without overlap */
async function loadStandstills(
  tx: Transaction,
  deviceKey: number,
  spans: readonly Span[],
  patienceMs: number,
  knownUntil: number,
): Promise<Span[]> {
  const standstillSpans: Span[] = [];
  for (const group of groupNearby(spans, GROUP_GAP_MS)) {
    const readings: StateReading[] = [];
    const range = { fromMs: group[0]!.from - patienceMs, toMs: group.at(-1)!.to + patienceMs };
    for await (const block of blocksForward(tx, deviceKey, range, new Set(['state'])))
      for (let i = 0; i < block.count; i++) {
        if (block.receivedMs[i]! >= knownUntil) continue;
        const state = valueIn(block, i, 'state');
        readings.push({ at: block.timesMs[i]!, state: typeof state === 'string' ? state : null });
      }
    standstillSpans.push(...intersectSpans(group, standstills(readings, patienceMs)));
  }
  return standstillSpans;
}

function daysOf({ from, to }: MeteredContract['machines'][number], zone: string): Span {
  return {
    from: firstMomentOf(from, zone).at,
    to: to === null ? Number.MAX_SAFE_INTEGER : firstMomentOf(to, zone).at,
  };
}

const isNotEmpty = ({ from, to }: Span): boolean => from < to;
