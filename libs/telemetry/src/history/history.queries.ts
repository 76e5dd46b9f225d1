import { Injectable } from '@nestjs/common';
import { composeDuty, type DutySegment, type SignalKind, type SignalLimits } from '#equipment';
import { Clock, DomainError, type Scope, type Transaction, UnitOfWork } from '#platform';
import { type DescribedSignal, listDescribedSignals } from './described-signals.js';
import { resolutionFor } from '../domain/history/buckets.js';
import { coarsenBuckets, countBuckets, type HistoryResolution } from '../domain/history/history-buckets.js';
import { chooseLevel } from '../domain/retention/choose-level.js';
import type { Level } from '../domain/retention/retention-rule.js';
import { findRemovedParts } from '../retention/removed-readings.queries.js';
import {
  type Bucket,
  type Buckets,
  type HistoryAggregate,
  type HistoryPoint,
  toBuckets,
  toHistoryPoints,
  DEFAULT_AGGREGATES,
} from '../domain/history/history-points.js';
import { joinColumns, type Sample, toLine } from '../domain/history/m4.js';
import type { Resolution } from '../domain/readings/rollups/rollup.js';
import type { ReadingGap, ReadingSteps } from '../readings/reading-steps.queries.js';
import { getReportingDevices, type ReadingSource, type ReportingDevice } from './reporting-devices.js';
import { chooseBuckets, assertPointLimit, type HistoryRequest } from './history-request.js';
import { type MeasureInput, measureReadings, measureRollups, toSpan } from './history-measures.js';
import { listSentSignals } from '../limits/sent-signals.queries.js';

/** The source of a history: readings as sent, or rollups by minute, hour or day. */
export const HISTORY_BASES = ['readings', 'minutes', 'hours', 'days'] as const;
export type HistoryBasis = (typeof HISTORY_BASES)[number];

export type { HistoryRequest } from './history-request.js';
export type { HistoryPoint } from '../domain/history/history-points.js';

export interface HistorySeries {
  readonly key: string;
  readonly unit: string;
  readonly decimals: number;
  readonly kind: SignalKind;
  readonly limits: SignalLimits;
  /** Points of the buckets with values. */
  readonly points: HistoryPoint[];
  /**
   * For a history from readings, the points of the line: the first, the minimum, the maximum and the last of each pixel
   * column. Null for a history from rollups, which have no times within a bucket, and if a resolution was requested.
   */
  readonly line: readonly Sample[] | null;
}

export interface History {
  readonly from: Date;
  readonly to: Date;
  readonly basis: HistoryBasis;
  /** Width of the buckets; for calendar days, weeks and months, their usual length. */
  readonly bucketSeconds: number;
  /** The requested resolution; null if the width follows from the number of points. */
  readonly resolution: HistoryResolution | null;
  /** IANA name of the zone that defines the buckets' boundaries. */
  readonly zone: string;
  /** The aggregates that follow the start in each point, in order. */
  readonly aggregates: readonly HistoryAggregate[];
  /**
   * Time from which data exists at this level. Older data was purged at every level. Null if the whole span is
   * complete.
   */
  readonly keptFrom: Date | null;
  /** Time from which all readings exist as sent; null if they do for the whole span. */
  readonly readingsKeptFrom: Date | null;
  /** Time until which some means were computed from purged readings by the earlier method; null if none were. */
  readonly earlierMeansUntil: Date | null;
  readonly series: HistorySeries[];
  readonly gaps: ReadingGap[];
  readonly duty: DutySegment[];
}

const MAX_SPAN_MS = 800 * 86_400_000;
/** Maximum span that is computed from readings. Longer spans are computed from stored rollups. */
const MAX_SPAN_FROM_READINGS_MS = 7 * 86_400_000;
const MAX_SERIES = 16;
const BASIS_BY_RESOLUTION: Readonly<Record<Resolution, HistoryBasis>> = {
  60: 'minutes',
  3600: 'hours',
  86_400: 'days',
};
const UNDESCRIBED_SIGNAL = {
  unit: '',
  kind: 'gauge',
  decimals: 2,
  limits: { warnLow: null, warnHigh: null, tripLow: null, tripHigh: null },
} as const;

/** Returns measured values in buckets: from readings, or from rollups for long spans. */
@Injectable()
export class HistoryQueries {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /**
   * Returns the history of a machine or of a site's own instruments.
   * @throws DomainError equipment.machine_not_found, customers.site_not_found, telemetry.range_invalid,
   *   telemetry.too_many_points, telemetry.signal_not_found for a key that is not defined and was never sent
   */
  find(scope: Scope, source: ReadingSource, request: HistoryRequest): Promise<History> {
    return this.load(scope, source, request, 'refuse');
  }

  /**
   * Returns the histories of several machines over the same span in the same buckets, for an overlay. A machine
   * without a signal has no series for it.
   * @throws DomainError equipment.machine_not_found, telemetry.range_invalid, telemetry.too_many_points
   */
  async findSeveral(
    scope: Scope,
    machineIds: readonly string[],
    request: HistoryRequest,
  ): Promise<{ readonly machineId: string; readonly history: History }[]> {
    const histories: { machineId: string; history: History }[] = [];
    for (const machineId of machineIds)
      histories.push({ machineId, history: await this.load(scope, { machineId }, request, 'leave out') });
    return histories;
  }

  private load(
    scope: Scope,
    source: ReadingSource,
    input: HistoryRequest,
    missing: 'refuse' | 'leave out',
  ): Promise<History> {
    const spanMs = input.to.getTime() - input.from.getTime();
    if (!(spanMs > 0 && spanMs <= MAX_SPAN_MS))
      throw new DomainError('telemetry.range_invalid', { days: MAX_SPAN_MS / 86_400_000 });
    return this.unitOfWork.run(scope, async (tx) => {
      const devices = await getReportingDevices(tx, source);
      const sent = await listSentSignals(
        tx,
        devices.map(({ deviceKey }) => deviceKey),
      );
      const { span, buckets: idealBuckets } = chooseBuckets(input);
      const request = { ...input, from: new Date(span.fromMs), to: new Date(span.toMs) };
      const wanted = chooseSignals(request.signals, await listDescribedSignals(tx, source), sent, missing);
      const reporters = devices.filter((device) => wanted.some(({ key }) => hasSent(device, sent, key)));
      const stateDevice = devices.find((device) => hasSent(device, sent, 'state'));
      const measureInput = {
        devices: [...new Set([...reporters, ...(stateDevice ? [stateDevice] : [])])],
        wanted,
        request,
      };
      const now = this.clock.now();
      assertPointLimit(countBuckets(idealBuckets, span), wanted.length);
      const preferredResolution =
        spanMs > MAX_SPAN_FROM_READINGS_MS ? resolutionFor(idealBuckets.partSeconds) : undefined;
      const { resolution, keptFrom, readingsKeptFrom } = await chooseAvailableLevel(
        tx,
        measureInput,
        preferredResolution,
      );
      const buckets = coarsenBuckets(idealBuckets, resolution ?? 0, span);
      const {
        histories: courses,
        columns,
        steps,
      } = resolution === undefined
        ? await measureReadings(tx, measureInput, buckets.partSeconds * 1000, now)
        : await measureRollups(tx, measureInput, resolution, buckets, now);
      // No value is valid in the future.
      const within =
        resolution === undefined
          ? { fromMs: request.from.getTime(), toMs: Math.min(request.to.getTime(), now.getTime()) }
          : { fromMs: -Infinity, toMs: now.getTime() };
      const bySignal = new Map(
        wanted.map(({ key }) => [
          key,
          toBuckets(
            reporters.flatMap(({ deviceKey }) => courses.get(deviceKey)?.get(key) ?? []),
            buckets,
            within,
          ),
        ]),
      );
      const gaps = reporters.flatMap(({ deviceKey }) => steps.get(deviceKey)!.gaps);
      return {
        from: request.from,
        to: request.to,
        basis: resolution === undefined ? 'readings' : BASIS_BY_RESOLUTION[resolution],
        bucketSeconds: buckets.seconds,
        resolution: buckets.resolution,
        zone: buckets.zone,
        aggregates: request.aggregates ?? DEFAULT_AGGREGATES,
        keptFrom,
        readingsKeptFrom,
        earlierMeansUntil: earlierMeansUntil([...bySignal.values()], buckets),
        series: wanted.map((signal) => ({
          ...signal,
          points: toHistoryPoints(bySignal.get(signal.key)!, request.aggregates),
          line:
            columns && request.resolution === undefined
              ? toLine(
                  joinColumns(
                    reporters.map(({ deviceKey }) => columns.get(deviceKey)?.get(signal.key) ?? []),
                  ),
                )
              : null,
        })),
        gaps: filterGaps(gaps, keptFrom).sort((a, b) => a.from.getTime() - b.from.getTime()),
        duty: stateDevice ? toDuty(stateDevice, steps.get(stateDevice.deviceKey)!, request, now) : [],
      };
    });
  }
}

/**
 * Returns the level from which a chart can be drawn despite purged data, and the times from which this level and the
 * readings are complete.
 */
async function chooseAvailableLevel(
  tx: Transaction,
  { devices, wanted, request }: MeasureInput,
  preferredResolution: Resolution | undefined,
): Promise<{ resolution: Resolution | undefined; keptFrom: Date | null; readingsKeptFrom: Date | null }> {
  const parts = await findRemovedParts(
    tx,
    devices.map(({ deviceKey }) => deviceKey),
    wanted.map(({ key }) => key),
    toSpan(request),
  );
  const level = chooseLevel(preferredResolution ?? 0, new Set(parts.map((part) => part.level)));
  const availableFrom = (of: Level): Date | null => {
    const untils = parts.filter((part) => part.level === of).map(({ untilMs }) => untilMs);
    return untils.length === 0 ? null : new Date(Math.max(...untils));
  };
  return {
    resolution: level === 0 ? undefined : level,
    keptFrom: availableFrom(level),
    readingsKeptFrom: availableFrom(0),
  };
}

/** Returns the end of the last bucket with a mean computed by the earlier method; null if there is none. */
function earlierMeansUntil(series: readonly (readonly Bucket[])[], buckets: Buckets): Date | null {
  const ends = series.flatMap((of) => {
    const last = of.findLast(({ isEarlier }) => isEarlier);
    return last ? [buckets.endOf(last.startMs)] : [];
  });
  return ends.length > 0 ? new Date(Math.max(...ends)) : null;
}

/** Removes gaps, and parts of gaps, from before the time at which stored data begins. */
function filterGaps(gaps: readonly ReadingGap[], keptFrom: Date | null): ReadingGap[] {
  if (!keptFrom) return [...gaps];
  return gaps
    .filter(({ to }) => to > keptFrom)
    .map((gap) => (gap.from < keptFrom ? { ...gap, from: keptFrom } : gap));
}

/**
 * Returns the requested signals, even without a definition. By default, returns the defined signals that can be drawn.
 */
function chooseSignals(
  keys: readonly string[],
  described: readonly DescribedSignal[],
  sent: ReadonlyMap<number, ReadonlySet<string>>,
  missing: 'refuse' | 'leave out',
): DescribedSignal[] {
  if (keys.length === 0) {
    return described.filter(({ kind }) => kind === 'gauge' || kind === 'counter').slice(0, MAX_SERIES);
  }
  return [...new Set(keys)].slice(0, MAX_SERIES).flatMap((key) => {
    const signal = described.find((candidate) => candidate.key === key);
    if (signal) return [signal];
    if ([...sent.values()].some((ofDevice) => ofDevice.has(key))) return [{ key, ...UNDESCRIBED_SIGNAL }];
    if (missing === 'leave out') return [];
    throw new DomainError('telemetry.signal_not_found', { key });
  });
}

function hasSent(
  { deviceKey }: ReportingDevice,
  sent: ReadonlyMap<number, ReadonlySet<string>>,
  key: string,
): boolean {
  return sent.get(deviceKey)?.has(key) ?? false;
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
