import { Injectable } from '@nestjs/common';
import { composeDuty, type DutySegment, type SignalKind, type SignalLimits } from '#equipment';
import { Clock, DomainError, type Scope, type Transaction, UnitOfWork } from '#platform';
import { type DescribedSignal, listDescribedSignals } from './described-signals.js';
import { chooseBucketSeconds } from './domain/buckets.js';
import { type Layout, listLayouts, placeOf } from './layouts.queries.js';
import { findSteps, type ReadingGap, type ReadingSteps } from './reading-steps.queries.js';
import { getReportingDevices, type ReadingSource, type ReportingDevice } from './reporting-devices.js';

export interface HistoryRequest {
  /** Keys; empty for the described gauges and counters. */
  readonly signals: readonly string[];
  readonly from: Date;
  readonly to: Date;
  /** At most so many buckets. */
  readonly points: number;
}

/** Start of a bucket (epoch milliseconds), least, mean, greatest and last value in it. */
export type HistoryPoint = [timeMs: number, min: number, mean: number, max: number, last: number];

export interface HistorySeries {
  readonly key: string;
  readonly unit: string;
  readonly decimals: number;
  readonly kind: SignalKind;
  readonly limits: SignalLimits;
  /** Only buckets that have values. */
  readonly points: HistoryPoint[];
}

export interface History {
  readonly from: Date;
  readonly to: Date;
  readonly bucketSeconds: number;
  readonly series: HistorySeries[];
  readonly gaps: ReadingGap[];
  readonly duty: DutySegment[];
}

const MAX_SPAN_MS = 800 * 86_400_000;
const MAX_SERIES = 16;
const UNDESCRIBED = {
  unit: '',
  kind: 'gauge',
  decimals: 2,
  limits: { warnLow: null, warnHigh: null, tripLow: null, tripHigh: null },
} as const;

/** What devices measured, in buckets computed from the raw readings. */
@Injectable()
export class HistoryQueries {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /**
   * A machine's history, or a site's own instruments'.
   * @throws DomainError equipment.machine_not_found, customers.site_not_found, telemetry.range_invalid,
   * telemetry.signal_not_found for a key that is neither described nor was ever sent
   */
  find(scope: Scope, source: ReadingSource, request: HistoryRequest): Promise<History> {
    const spanMs = request.to.getTime() - request.from.getTime();
    if (!(spanMs > 0 && spanMs <= MAX_SPAN_MS))
      throw new DomainError('telemetry.range_invalid', { days: MAX_SPAN_MS / 86_400_000 });
    const bucketSeconds = chooseBucketSeconds(spanMs, request.points);
    return this.unitOfWork.run(scope, async (tx) => {
      const devices = await getReportingDevices(tx, source);
      const layouts = await listLayouts(
        tx,
        devices.map(({ deviceKey }) => deviceKey),
      );
      const wanted = chooseSignals(request.signals, await listDescribedSignals(tx, source), layouts);
      const points = await this.findPoints(tx, devices, layouts, wanted, request, bucketSeconds);
      const reporters = reportersOf(devices, layouts, wanted);
      const speaker = devices.find((device) => carries(device, layouts, 'state'));
      const counters = wanted.filter(({ kind }) => kind === 'counter').map(({ key }) => key);
      const now = this.clock.now();
      const gaps: ReadingGap[] = [];
      let duty: DutySegment[] = [];
      for (const device of devices) {
        const isReporter = reporters.includes(device);
        if (!isReporter && device !== speaker) continue;
        const steps = await findSteps(tx, device, layouts, counters, request, now);
        if (isReporter) gaps.push(...steps.gaps);
        if (device === speaker) duty = toDuty(device, steps, request, now);
      }
      return {
        from: request.from,
        to: request.to,
        bucketSeconds,
        series: wanted.map((signal, index) => ({ ...signal, points: points[index]! })),
        gaps: gaps.sort((a, b) => a.from.getTime() - b.from.getTime()),
        duty,
      };
    });
  }

  private async findPoints(
    tx: Transaction,
    devices: readonly ReportingDevice[],
    layouts: readonly Layout[],
    signals: readonly DescribedSignal[],
    { from, to }: HistoryRequest,
    bucketSeconds: number,
  ): Promise<HistoryPoint[][]> {
    if (signals.length === 0 || layouts.length === 0) return signals.map(() => []);
    // One pass over the rows for all signals; the last value rides along as the greatest (time, value) pair.
    const columns = signals.map(
      (_, i) =>
        `min(v${i}), avg(v${i}), max(v${i}), (max(array[at, v${i}]) filter (where v${i} is not null))[2]`,
    );
    const places = signals.map(({ key }, i) => `${placeOf(key, layouts, 'layout_id')} as p${i}`);
    const values = signals.map(
      (_, i) => `case when qualities is null or qualities[p${i}] <> 2 then values[p${i}] end as v${i}`,
    );
    const rows: { row: (string | number | null)[] }[] = await tx.manager.query(
      `select json_build_array(extract(epoch from bucket)::float8 * 1000, ${columns.join(', ')}) as row
         from (select date_bin($5, device_time, 'epoch') as bucket, extract(epoch from device_time)::float8 as at, ${values.join(', ')}
                 from (select device_time, values, qualities, ${places.join(', ')} from reading
                        where maker_id = $1 and device_key = any($2) and device_time >= $3 and device_time < $4) placed) valued
        group by bucket order by bucket`,
      [tx.scope.makerId, devices.map(({ deviceKey }) => deviceKey), from, to, `${bucketSeconds} seconds`],
    );
    return signals.map((_, i) =>
      rows.flatMap(({ row }): HistoryPoint[] => {
        const [min, mean, max, last] = row.slice(1 + i * 4, 5 + i * 4).map(Number) as [
          number,
          number,
          number,
          number,
        ];
        return row[1 + i * 4] === null ? [] : [[Number(row[0]), min, mean, max, last]];
      }),
    );
  }
}

/** The asked-for signals, described or not; without any, what is described and can be drawn. */
function chooseSignals(
  keys: readonly string[],
  described: readonly DescribedSignal[],
  layouts: readonly Layout[],
): DescribedSignal[] {
  if (keys.length === 0) {
    return described.filter(({ kind }) => kind === 'gauge' || kind === 'counter').slice(0, MAX_SERIES);
  }
  return [...new Set(keys)].slice(0, MAX_SERIES).map((key) => {
    const signal = described.find((candidate) => candidate.key === key);
    if (signal) return signal;
    if (layouts.some((layout) => layout.keys.includes(key))) return { key, ...UNDESCRIBED };
    throw new DomainError('telemetry.signal_not_found', { key });
  });
}

/** The devices that send any of the signals; their silence is a gap in the picture. */
function reportersOf(
  devices: readonly ReportingDevice[],
  layouts: readonly Layout[],
  signals: readonly DescribedSignal[],
): ReportingDevice[] {
  return devices.filter((device) => signals.some(({ key }) => carries(device, layouts, key)));
}

function carries(device: ReportingDevice, layouts: readonly Layout[], key: string): boolean {
  return layouts.some(({ deviceKey, keys }) => deviceKey === device.deviceKey && keys.includes(key));
}

function toDuty(
  device: ReportingDevice,
  { changes, lastAt }: ReadingSteps,
  { from, to }: HistoryRequest,
  now: Date,
): DutySegment[] {
  const end = to < now ? to : now;
  return composeDuty(changes, {
    from,
    to: end,
    silentAfterSeconds: device.silentAfterSeconds,
    lastAt,
    isHeard: true,
  });
}
