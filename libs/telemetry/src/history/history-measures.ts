import { append, type Transaction } from '#platform';
import { type Column, type Screen, thin } from '../domain/history/m4.js';
import type { DescribedSignal } from './described-signals.js';
import { packParts } from '../domain/export/portions.js';
import type { PassedSteps } from '../domain/gaps/passed-steps.js';
import type { Span } from '../domain/readings/outcomes.js';
import type { Buckets, SignalCourse } from '../domain/history/history-points.js';
import { type ExpectedInterval, LONGEST_HOLD_MS } from '../domain/readings/rollups/longest-hold.js';
import { dayOf } from '../domain/readings/packing.js';
import { type ReadingBlock, spanOf } from '../domain/readings/reading-block.js';
import {
  coarsen,
  computeRollup,
  type Resolution,
  RESOLUTIONS,
  RunningRollup,
} from '../domain/readings/rollups/rollup.js';
import {
  findSteps,
  findStepsOfTimelines,
  type ReadingSteps,
  startSteps,
} from '../readings/reading-steps.queries.js';
import type { ReportingDevice } from './reporting-devices.js';
import { loadExpectedIntervals } from '../store/gaps/declared-intervals.sql.js';
import { askOf, partsOfDevices, readBlock, readBlocks } from '../readings/stored-readings.js';
import { readCourses, readTimelines } from './stored-rollups.js';

/** Maximum readings in memory at once, unless a single day of a device has more. */
const READINGS_AT_ONCE = 100_000;

/** The devices and span of a history request. */
export interface Asked {
  readonly devices: readonly ReportingDevice[];
  readonly wanted: readonly DescribedSignal[];
  readonly request: { readonly from: Date; readonly to: Date; readonly points: number };
}

/** By device key: aggregates by signal key, and the distances between readings. */
export interface Measured {
  readonly courses: ReadonlyMap<number, ReadonlyMap<string, SignalCourse>>;
  /** Only when computed from readings. */
  readonly columns: ReadonlyMap<number, ReadonlyMap<string, readonly Column[]>> | null;
  readonly steps: ReadonlyMap<number, ReadingSteps>;
}

/** Aggregates readings in batches. @param bucketMs width of the buckets */
export async function measureReadings(
  tx: Transaction,
  { devices, wanted, request }: Asked,
  bucketMs: number,
  now: Date,
): Promise<Measured> {
  const counters = wanted.filter(({ kind }) => kind === 'counter').map(({ key }) => key);
  const span = toSpan(request);
  const screen = { fromMs: span.fromMs, columnMs: (span.toMs - span.fromMs) / request.points };
  // How long values stay valid depends on all readings of a day.
  const days = { fromMs: dayOf(span.fromMs).fromMs, toMs: dayOf(span.toMs - 1).toMs };
  const expectedOf = await loadExpectedIntervals(
    askOf(tx),
    tx.scope.makerId,
    devices.map(({ deviceKey }) => deviceKey),
  );
  const found = new Map<number, InPassing>();
  for (const device of devices) {
    const rollup = new RunningRollup(
      bucketMs,
      wanted.map(({ key }) => key),
      expectedOf(device.deviceKey),
      span,
    );
    const steps = await startSteps(tx, device, counters, request);
    found.set(device.deviceKey, new InPassing(rollup, steps, wanted, screen));
  }
  const spans = new Map(devices.map(({ deviceKey }) => [deviceKey, days]));
  const keys = new Set([...wanted.map(({ key }) => key), 'state']);
  for (const portion of packParts(await partsOfDevices(tx, spans, READINGS_AT_ONCE), READINGS_AT_ONCE))
    for (const [deviceKey, block] of await readBlocks(tx, portion, { keys }))
      found.get(deviceKey)!.take(block, span);
  const courses = new Map<number, Map<string, SignalCourse>>();
  for (const [deviceKey, { rollup }] of found)
    courses.set(deviceKey, await toCourses(tx, deviceKey, rollup, days.fromMs, expectedOf(deviceKey)));
  return {
    courses,
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
class InPassing {
  readonly columns = new Map<string, Column[]>();

  constructor(
    readonly rollup: RunningRollup,
    readonly steps: PassedSteps,
    wanted: readonly DescribedSignal[],
    private readonly screen: Screen,
  ) {
    for (const { key } of wanted) this.columns.set(key, []);
  }

  /** @param span readings outside it are neither drawn nor checked for gaps */
  take(block: ReadingBlock, span: Span): void {
    this.rollup.take(block);
    const drawn = spanOf(block, span.fromMs, span.toMs);
    for (const [key, columns] of this.columns) append(columns, thin(drawn, key, this.screen));
    this.steps.take(drawn);
  }
}

/** Adds the last values before the span; if its first day has none, they are looked up on the day before. */
async function toCourses(
  tx: Transaction,
  deviceKey: number,
  rollup: RunningRollup,
  firstDayMs: number,
  expected: ExpectedInterval,
): Promise<Map<string, SignalCourse>> {
  const found = rollup.done();
  const unled = [...found.keys()].filter((key) => !rollup.leadOf(key));
  const dayBefore = { fromMs: firstDayMs - LONGEST_HOLD_MS, toMs: firstDayMs };
  const leads =
    unled.length === 0
      ? undefined
      : computeRollup(
          await readBlock(tx, deviceKey, dayBefore, new Set(unled)),
          LONGEST_HOLD_MS,
          unled,
          expected,
        );
  return new Map(
    [...found].map(([key, aggregates]) => [
      key,
      { aggregates, lead: rollup.leadOf(key) ?? leads?.get(key)?.at(-1) },
    ]),
  );
}

/** Maximum span of minute rollups in memory at once. */
const MINUTES_AT_ONCE_MS = 14 * 86_400_000;

/**
 * Uses stored rollups where reading all readings would take too long.
 * @param buckets the final buckets
 */
export async function measureRollups(
  tx: Transaction,
  { devices, wanted, request }: Asked,
  resolution: Resolution,
  buckets: Buckets,
  now: Date,
): Promise<Measured> {
  const keys = wanted.map(({ key }) => key);
  const span = toSpan(request);
  const deviceKeys = devices.map(({ deviceKey }) => deviceKey);
  const courses = new Map<number, Map<string, SignalCourse>>();
  const stepMs = resolution === RESOLUTIONS[0] ? MINUTES_AT_ONCE_MS : Infinity;
  for (const part of inParts(span, stepMs))
    for (const [deviceKey, found] of await readCourses(tx, deviceKeys, part, keys, resolution))
      courses.set(deviceKey, continued(courses.get(deviceKey), found, buckets));
  const steps = new Map<number, ReadingSteps>();
  const timelines = await readTimelines(tx, new Map(deviceKeys.map((key) => [key, span])));
  for (const device of devices)
    steps.set(device.deviceKey, findStepsOfTimelines(device, timelines.get(device.deviceKey)!, request, now));
  return { courses, columns: null, steps };
}

/** Splits a span into parts that begin at midnight (UTC). */
function inParts({ fromMs, toMs }: Span, stepMs: number): Span[] {
  const parts: Span[] = [];
  for (let at = fromMs; at < toMs;) {
    const end = Math.min(toMs, dayOf(at).fromMs + stepMs);
    parts.push({ fromMs: at, toMs: end });
    at = end;
  }
  return parts;
}

/** Appends aggregates to earlier ones, keeping as few as the buckets need. */
function continued(
  before: ReadonlyMap<string, SignalCourse> | undefined,
  next: ReadonlyMap<string, SignalCourse>,
  buckets: Buckets,
): Map<string, SignalCourse> {
  const courses = new Map(before);
  for (const [key, { aggregates, lead }] of next) {
    const known = courses.get(key);
    const joined = coarsen([...(known?.aggregates ?? []), ...aggregates], (timeMs) =>
      buckets.startOf(timeMs),
    );
    courses.set(key, { aggregates: joined, lead: known ? known.lead : lead });
  }
  return courses;
}

export function toSpan({ from, to }: { readonly from: Date; readonly to: Date }): Span {
  return { fromMs: from.getTime(), toMs: to.getTime() };
}
