import { Injectable } from '@nestjs/common';
import { type Scope, type Transaction, UnitOfWork } from '#platform';
import { estimateLag } from '../domain/intake/intake-counts.js';
import { type DeviceBudget, listBudgets } from '../limits/limit-use.queries.js';

/** Traffic within one interval of the chart. */
export interface FlowStep {
  /** Start of the interval. */
  readonly at: Date;
  readonly messages: number;
  readonly readings: number;
  readonly points: number;
  readonly duplicates: number;
  readonly late: number;
  readonly quarantined: number;
  /** Median and 99th percentile of the time from arrival to commit, in milliseconds; null without readings. */
  readonly lagP50Ms: number | null;
  readonly lagP99Ms: number | null;
}

export interface Flow {
  readonly stepSeconds: number;
  /** Every interval of the span, including empty ones. The last one is incomplete. */
  readonly steps: FlowStep[];
}

export interface DeviceRefView {
  readonly id: string;
  readonly code: string;
  readonly machineId: string | null;
}

/** A device with gaps in its readings. */
export interface DeviceGaps {
  readonly device: DeviceRefView;
  /**
   * Number of missing signals, followed by the time since which the first of them has been missing; null if none is
   * missing.
   */
  readonly openSignals: number;
  readonly openSince: Date | null;
  /**
   * Number of gaps within the last week, including open ones. Signals that are missing at the same time count as one
   * gap.
   */
  readonly gaps: number;
  /** Total duration of the gaps within the last week. */
  readonly missingSeconds: number;
}

export interface DeviceClock {
  readonly device: DeviceRefView;
  /** How far the device's clock is ahead of the server's, negative if behind. */
  readonly skewMs: number;
}

export interface DeviceVolume {
  readonly device: DeviceRefView;
  /** Number of packed values in the last 24 hours. The last quarter of an hour may be missing. */
  readonly points: number;
}

/** A form in which readings are stored. The forms are listed from the newest data to the oldest. */
export interface StorageForm {
  readonly form: 'fresh' | 'packed' | 'settled' | 'rollups';
  readonly bytes: number;
  /** Number of values; null for rollups, which are derived from stored readings. */
  readonly points: number | null;
  readonly from: Date | null;
}

/** Findings for engineers: gaps, wrong clocks, devices with the most data, devices near a limit, and storage. */
export interface FlowFindings {
  readonly gaps: DeviceGaps[];
  readonly clocks: DeviceClock[];
  readonly volumes: DeviceVolume[];
  readonly budgets: DeviceBudget[];
  readonly storage: StorageForm[];
}

const SPANS = { hour: { seconds: 3600, step: 60 }, day: { seconds: 86_400, step: 600 } } as const;
export type FlowSpan = keyof typeof SPANS;
export const FLOW_SPANS = Object.keys(SPANS) as FlowSpan[];

const LISTED = 10;
/** Minimum deviation of a clock that is reported. A smaller one is negligible. */
const NOTABLE_SKEW_MS = 2000;

/** Data flow of a maker's whole fleet, for the maker's engineers. */
@Injectable()
export class DataFlowQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Returns the traffic of the last hour or day. */
  flow(scope: Scope, span: FlowSpan): Promise<Flow> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { seconds, step } = SPANS[span];
      const rows: FlowRow[] = await tx.manager.query(
        `with steps as (
           select generate_series(date_bin($2::interval, $3::timestamptz - $4::interval, 'epoch') + $2::interval, $3::timestamptz, $2::interval) as at),
         counted as (
           select date_bin($2::interval, minute, 'epoch') as at, sum(messages)::float8 as messages, sum(readings)::float8 as readings,
                  sum(points)::float8 as points, sum(duplicates)::float8 as duplicates, sum(late)::float8 as late,
                  sum(quarantined)::float8 as quarantined
             from intake_minute where maker_id = $1 and minute > $3::timestamptz - $4::interval - $2::interval group by 1),
         lags as (
           select at, array_agg(count order by place) as lags from (
             select date_bin($2::interval, minute, 'epoch') as at, place, sum(count)::float8 as count
               from intake_minute, unnest(lags) with ordinality as l (count, place)
              where maker_id = $1 and minute > $3::timestamptz - $4::interval - $2::interval group by 1, 2) summed group by at)
         select steps.at, counted.messages, readings, points, duplicates, late, quarantined, lags
           from steps left join counted on counted.at = steps.at left join lags on lags.at = steps.at order by steps.at`,
        [scope.makerId, `${step} s`, tx.now, `${seconds} s`],
      );
      return { stepSeconds: step, steps: rows.map(toStep) };
    });
  }

  /** Returns gaps, wrong clocks, devices with the most data, devices near a limit, and storage. */
  findings(scope: Scope): Promise<FlowFindings> {
    return this.unitOfWork.run(scope, async (tx) => ({
      gaps: await listGaps(tx),
      clocks: await listClocks(tx),
      volumes: await listVolumes(tx),
      budgets: await listBudgets(tx, LISTED),
      storage: await listStorage(tx),
    }));
  }
}

interface FlowRow {
  at: Date;
  messages: number | null;
  readings: number | null;
  points: number | null;
  duplicates: number | null;
  late: number | null;
  quarantined: number | null;
  lags: number[] | null;
}

function toStep(row: FlowRow): FlowStep {
  const lags = row.lags ?? [];
  return {
    at: row.at,
    messages: row.messages ?? 0,
    readings: row.readings ?? 0,
    points: row.points ?? 0,
    duplicates: row.duplicates ?? 0,
    late: row.late ?? 0,
    quarantined: row.quarantined ?? 0,
    lagP50Ms: estimateLag(lags, 0.5),
    lagP99Ms: estimateLag(lags, 0.99),
  };
}

const DEVICE = `json_build_object('id', d.id, 'code', coalesce(m.serial, d.code), 'machineId', d.machine_id) as device`;
const MACHINE_OF_DEVICE = `left join machine m on m.maker_id = d.maker_id and m.id = d.machine_id`;

/**
 * Returns gaps by device: devices with open gaps first, and then by missing time, longest first. Open gaps extend to
 * the present.
 */
function listGaps(tx: Transaction): Promise<DeviceGaps[]> {
  return tx.manager.query(
    `with within as (
       select device_key, signal_key, to_time is null as lasts, from_time,
              tstzrange(greatest(from_time, $2::timestamptz - interval '7 days'), least(coalesce(to_time, $2), $2)) as during
         from reading_gap where maker_id = $1 and filled_at is null and from_time < $2
          and (to_time is null or to_time > $2::timestamptz - interval '7 days')),
     whole as (
       select device_key, range_agg(during) as during, count(*) filter (where lasts)::int as open_signals,
              min(from_time) filter (where lasts) as open_since
         from within group by device_key)
     select ${DEVICE}, open_signals as "openSignals", open_since as "openSince", parts.gaps, parts.missing as "missingSeconds"
       from whole
       join device d on d.device_key = whole.device_key and d.archived_at is null ${MACHINE_OF_DEVICE}
      cross join lateral (select count(*)::int as gaps, round(sum(extract(epoch from upper(part) - lower(part))))::float8 as missing
                            from unnest(whole.during) part) parts
      order by open_signals > 0 desc, parts.missing desc, d.code limit ${LISTED}`,
    [tx.scope.makerId, tx.now],
  );
}

function listClocks(tx: Transaction): Promise<DeviceClock[]> {
  return tx.manager.query(
    `select ${DEVICE}, s.clock_skew_ms::float8 as "skewMs" from device_status s
       join device d on d.maker_id = s.maker_id and d.device_key = s.device_key and d.archived_at is null ${MACHINE_OF_DEVICE}
      where s.maker_id = $1 and abs(s.clock_skew_ms) >= ${NOTABLE_SKEW_MS}
      order by abs(s.clock_skew_ms) desc, d.code limit ${LISTED}`,
    [tx.scope.makerId],
  );
}

function listVolumes(tx: Transaction): Promise<DeviceVolume[]> {
  return tx.manager.query(
    `select ${DEVICE}, sent.points from (
       select device_key, sum(points)::float8 as points from reading_chunk
        where maker_id = $1 and from_time > $2::timestamptz - interval '1 day' group by device_key order by points desc limit ${LISTED}) sent
       join device d on d.device_key = sent.device_key ${MACHINE_OF_DEVICE}
      order by sent.points desc, d.code`,
    [tx.scope.makerId, tx.now],
  );
}

function listStorage(tx: Transaction): Promise<StorageForm[]> {
  return tx.manager.query(
    `select 'fresh' as form, coalesce(sum(octet_length(bytes)), 0)::float8 as bytes, coalesce(sum(points), 0)::float8 as points,
            min(from_time) as "from" from reading_batch where maker_id = $1
     union all
     select form, coalesce(sum(octet_length(bytes)), 0)::float8, coalesce(sum(points), 0)::float8, min(from_time)
       from (values ('packed', false), ('settled', true)) f (form, settled)
       left join reading_chunk c on c.maker_id = $1 and c.settled = f.settled group by form
     union all
     select 'rollups', coalesce(sum(octet_length(bytes)), 0)::float8, null, min(from_time) from reading_rollup where maker_id = $1`,
    [tx.scope.makerId],
  );
}
