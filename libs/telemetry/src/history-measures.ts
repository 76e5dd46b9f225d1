import { append, type Transaction } from '#platform';
import { type Column, type Screen, thin } from './domain/m4.js';
import type { DescribedSignal } from './described-signals.js';
import { packParts } from './domain/export/portions.js';
import type { PassedSteps } from './domain/passed-steps.js';
import type { Span } from './domain/readings/outcomes.js';
import type { ReadingBlock } from './domain/readings/reading-block.js';
import { type Aggregate, computeRollup, type Resolution } from './domain/readings/rollup.js';
import { findSteps, findStepsOfTimelines, type ReadingSteps, startSteps } from './reading-steps.queries.js';
import type { ReportingDevice } from './reporting-devices.js';
import { partsOfDevices, readBlocks } from './stored-readings.js';
import { readAggregates, readTimelines } from './stored-rollups.js';

/** So many readings are in memory at once, unless a single day of a device has more. */
const READINGS_AT_ONCE = 100_000;

/** Whose signals are asked for, and over which span. */
export interface Asked {
  readonly devices: readonly ReportingDevice[];
  readonly wanted: readonly DescribedSignal[];
  readonly request: { readonly from: Date; readonly to: Date; readonly points: number };
}

/** By device key: aggregates by signal key, and what the distances between readings tell. */
export interface Measured {
  readonly aggregates: ReadonlyMap<number, ReadonlyMap<string, readonly Aggregate[]>>;
  /** Only of readings. */
  readonly columns: ReadonlyMap<number, ReadonlyMap<string, readonly Column[]>> | null;
  readonly steps: ReadonlyMap<number, ReadingSteps>;
}

/** Goes through readings in portions, and keeps of each what it amounts to. @param bucketMs width of the buckets of time */
export async function measureReadings(
  tx: Transaction,
  { devices, wanted, request }: Asked,
  bucketMs: number,
  now: Date,
): Promise<Measured> {
  const counters = wanted.filter(({ kind }) => kind === 'counter').map(({ key }) => key);
  const span = toSpan(request);
  const screen = { fromMs: span.fromMs, columnMs: (span.toMs - span.fromMs) / request.points };
  const found = new Map<number, InPassing>();
  for (const device of devices)
    found.set(device.deviceKey, new InPassing(wanted, await startSteps(tx, device, counters, request)));
  const spans = new Map(devices.map(({ deviceKey }) => [deviceKey, span]));
  const keys = new Set([...wanted.map(({ key }) => key), 'state']);
  for (const portion of packParts(await partsOfDevices(tx, spans, READINGS_AT_ONCE), READINGS_AT_ONCE))
    for (const [deviceKey, block] of await readBlocks(tx, portion, { keys }))
      found.get(deviceKey)!.take(block, bucketMs, screen);
  return {
    aggregates: new Map([...found].map(([deviceKey, { aggregates }]) => [deviceKey, aggregates])),
    columns: new Map([...found].map(([deviceKey, { columns }]) => [deviceKey, columns])),
    steps: new Map(
      devices.map((device) => [
        device.deviceKey,
        findSteps(device, found.get(device.deviceKey)!.steps, request, now),
      ]),
    ),
  };
}

/** What a device's readings amount to that have been gone through. */
class InPassing {
  readonly aggregates = new Map<string, Aggregate[]>();
  readonly columns = new Map<string, Column[]>();

  constructor(
    wanted: readonly DescribedSignal[],
    readonly steps: PassedSteps,
  ) {
    for (const { key } of wanted) {
      this.aggregates.set(key, []);
      this.columns.set(key, []);
    }
  }

  take(block: ReadingBlock, bucketMs: number, screen: Screen): void {
    for (const [key, aggregates] of computeRollup(block, bucketMs, [...this.aggregates.keys()]))
      append(this.aggregates.get(key)!, aggregates);
    for (const [key, columns] of this.columns) append(columns, thin(block, key, screen));
    this.steps.take(block);
  }
}

/** Takes what packed readings amount to, where their readings would be too many. */
export async function measureRollups(
  tx: Transaction,
  { devices, wanted, request }: Asked,
  resolution: Resolution,
  now: Date,
): Promise<Measured> {
  const keys = wanted.map(({ key }) => key);
  const span = toSpan(request);
  const deviceKeys = devices.map(({ deviceKey }) => deviceKey);
  const aggregates = await readAggregates(tx, deviceKeys, span, keys, resolution);
  const steps = new Map<number, ReadingSteps>();
  for (const device of devices) {
    const timelines = await readTimelines(tx, device.deviceKey, span);
    steps.set(device.deviceKey, findStepsOfTimelines(device, timelines, request, now));
  }
  return { aggregates, columns: null, steps };
}

export function toSpan({ from, to }: { readonly from: Date; readonly to: Date }): Span {
  return { fromMs: from.getTime(), toMs: to.getTime() };
}
