import { append, type Transaction } from '#platform';
import { type Column, type PixelColumns, reduceToColumns } from '../domain/history/m4.js';
import type { DescribedSignal } from './described-signals.js';
import { packPortions } from '../domain/export/portions.js';
import type { StepCollector } from '../domain/gaps/step-collector.js';
import type { Span } from '../domain/readings/outcomes.js';
import type { Buckets, SignalHistory } from '../domain/history/history-points.js';
import { type ExpectedInterval, LONGEST_HOLD_MS } from '../domain/readings/rollups/longest-hold.js';
import { dayOf } from '../domain/readings/packing.js';
import { type ReadingBlock, spanOf } from '../domain/readings/reading-block.js';
import {
  coarsen,
  computeRollup,
  type Resolution,
  RESOLUTIONS,
  RollupBuilder,
} from '../domain/readings/rollups/rollup.js';
import {
  findSteps,
  findStepsOfTimelines,
  type ReadingSteps,
  startSteps,
} from '../readings/reading-steps.queries.js';
import type { ReportingDevice } from './reporting-devices.js';
import { loadExpectedIntervals } from '../store/gaps/declared-intervals.sql.js';
import { toQueryFn, listDeviceSegments, readBlock, readBlocks } from '../readings/stored-readings.js';
import { readHistories, readTimelines } from './stored-rollups.js';

/** Maximum number of readings in memory at the same time, unless a single day of a device has more. */
const MAX_READINGS_IN_MEMORY = 100_000;

/** The devices and span of a history request. */
export interface MeasureInput {
  readonly devices: readonly ReportingDevice[];
  readonly wanted: readonly DescribedSignal[];
  readonly request: { readonly from: Date; readonly to: Date; readonly points: number };
}

/** Aggregates by device key and signal key, and the steps between readings. */
export interface MeasuredHistory {
  readonly histories: ReadonlyMap<number, ReadonlyMap<string, SignalHistory>>;
  /** Columns of the line; null unless computed from readings. */
  readonly columns: ReadonlyMap<number, ReadonlyMap<string, readonly Column[]>> | null;
  readonly steps: ReadonlyMap<number, ReadingSteps>;
}

/** Aggregates readings in batches. @param bucketMs width of the buckets */
export async function measureReadings(
  tx: Transaction,
  { devices, wanted, request }: MeasureInput,
  bucketMs: number,
  now: Date,
): Promise<MeasuredHistory> {
  const counters = wanted.filter(({ kind }) => kind === 'counter').map(({ key }) => key);
  const span = toSpan(request);
  const screen = { fromMs: span.fromMs, columnMs: (span.toMs - span.fromMs) / request.points };
  // The validity of a value depends on all readings of a day, so whole days are read.
  const days = { fromMs: dayOf(span.fromMs).fromMs, toMs: dayOf(span.toMs - 1).toMs };
  const expectedOf = await loadExpectedIntervals(
    toQueryFn(tx),
    tx.scope.makerId,
    devices.map(({ deviceKey }) => deviceKey),
  );
  const found = new Map<number, DeviceMeasurement>();
  for (const device of devices) {
    const rollup = new RollupBuilder(
      bucketMs,
      wanted.map(({ key }) => key),
      expectedOf(device.deviceKey),
      span,
    );
    const steps = await startSteps(tx, device, counters, request);
    found.set(device.deviceKey, new DeviceMeasurement(rollup, steps, wanted, screen));
  }
  const spans = new Map(devices.map(({ deviceKey }) => [deviceKey, days]));
  const keys = new Set([...wanted.map(({ key }) => key), 'state']);
  for (const portion of packPortions(
    await listDeviceSegments(tx, spans, MAX_READINGS_IN_MEMORY),
    MAX_READINGS_IN_MEMORY,
  ))
    for (const [deviceKey, block] of await readBlocks(tx, portion, { keys }))
      found.get(deviceKey)!.take(block, span);
  const histories = new Map<number, Map<string, SignalHistory>>();
  for (const [deviceKey, { rollup }] of found)
    histories.set(deviceKey, await toHistories(tx, deviceKey, rollup, days.fromMs, expectedOf(deviceKey)));
  return {
    histories,
    columns: new Map([...found].map(([deviceKey, { columns }]) => [deviceKey, columns])),
    steps: new Map(
      devices.map((device) => [
        device.deviceKey,
        findSteps(device, found.get(device.deviceKey)!.steps, request, now),
      ]),
    ),
  };
}

/** Aggregates of a device's processed readings. */
class DeviceMeasurement {
  readonly columns = new Map<string, Column[]>();

  constructor(
    readonly rollup: RollupBuilder,
    readonly steps: StepCollector,
    wanted: readonly DescribedSignal[],
    private readonly screen: PixelColumns,
  ) {
    for (const { key } of wanted) this.columns.set(key, []);
  }

  /** @param span readings outside it are not drawn and not checked for gaps */
  take(block: ReadingBlock, span: Span): void {
    this.rollup.take(block);
    const visible = spanOf(block, span.fromMs, span.toMs);
    for (const [key, columns] of this.columns) append(columns, reduceToColumns(visible, key, this.screen));
    this.steps.take(visible);
  }
}

/**
 * Adds the last values before the span. If the span's first day has no earlier value, the value is searched for on the
 * day before.
 */
async function toHistories(
  tx: Transaction,
  deviceKey: number,
  rollup: RollupBuilder,
  firstDayMs: number,
  expected: ExpectedInterval,
): Promise<Map<string, SignalHistory>> {
  const found = rollup.done();
  const keysWithoutLead = [...found.keys()].filter((key) => !rollup.findLead(key));
  const dayBefore = { fromMs: firstDayMs - LONGEST_HOLD_MS, toMs: firstDayMs };
  const leads =
    keysWithoutLead.length === 0
      ? undefined
      : computeRollup(
          await readBlock(tx, deviceKey, dayBefore, new Set(keysWithoutLead)),
          LONGEST_HOLD_MS,
          keysWithoutLead,
          expected,
        );
  return new Map(
    [...found].map(([key, aggregates]) => [
      key,
      { aggregates, lead: rollup.findLead(key) ?? leads?.get(key)?.at(-1) },
    ]),
  );
}

/** Maximum span of the minute rollups in memory at the same time. */
const MAX_MINUTE_SPAN_MS = 14 * 86_400_000;

/**
 * Aggregates stored rollups, for spans with so many readings that loading them would take too long.
 * @param buckets the final buckets
 */
export async function measureRollups(
  tx: Transaction,
  { devices, wanted, request }: MeasureInput,
  resolution: Resolution,
  buckets: Buckets,
  now: Date,
): Promise<MeasuredHistory> {
  const keys = wanted.map(({ key }) => key);
  const span = toSpan(request);
  const deviceKeys = devices.map(({ deviceKey }) => deviceKey);
  const histories = new Map<number, Map<string, SignalHistory>>();
  const stepMs = resolution === RESOLUTIONS[0] ? MAX_MINUTE_SPAN_MS : Infinity;
  for (const part of splitSpan(span, stepMs))
    for (const [deviceKey, found] of await readHistories(tx, deviceKeys, part, keys, resolution))
      histories.set(deviceKey, appendHistory(histories.get(deviceKey), found, buckets));
  const steps = new Map<number, ReadingSteps>();
  const timelines = await readTimelines(tx, new Map(deviceKeys.map((key) => [key, span])));
  for (const device of devices)
    steps.set(device.deviceKey, findStepsOfTimelines(device, timelines.get(device.deviceKey)!, request, now));
  return { histories, columns: null, steps };
}

/** Splits a span into parts. All parts except the first begin at midnight (UTC). */
function splitSpan({ fromMs, toMs }: Span, stepMs: number): Span[] {
  const parts: Span[] = [];
  for (let at = fromMs; at < toMs;) {
    const end = Math.min(toMs, dayOf(at).fromMs + stepMs);
    parts.push({ fromMs: at, toMs: end });
    at = end;
  }
  return parts;
}

/** Appends aggregates to earlier ones, and keeps only as many as the buckets need. */
function appendHistory(
  before: ReadonlyMap<string, SignalHistory> | undefined,
  next: ReadonlyMap<string, SignalHistory>,
  buckets: Buckets,
): Map<string, SignalHistory> {
  const histories = new Map(before);
  for (const [key, { aggregates, lead }] of next) {
    const known = histories.get(key);
    const joined = coarsen([...(known?.aggregates ?? []), ...aggregates], (timeMs) =>
      buckets.startOf(timeMs),
    );
    histories.set(key, { aggregates: joined, lead: known ? known.lead : lead });
  }
  return histories;
}

export function toSpan({ from, to }: { readonly from: Date; readonly to: Date }): Span {
  return { fromMs: from.getTime(), toMs: to.getTime() };
}
