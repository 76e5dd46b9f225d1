import type { Transaction } from '#platform';
import { findGaps, gapThresholdMs } from '../domain/gaps/gaps.js';
import { StepCollector } from '../domain/gaps/step-collector.js';
import { EMPTY_BLOCK, type ReadingBlock, sliceBlock } from '../domain/readings/reading-block.js';
import type { Steps } from '../domain/gaps/steps.js';
import { joinTimelines, type Timeline } from '../domain/gaps/timeline.js';
import type { ReportingDevice } from '../history/reporting-devices.js';
import { blocksBackward } from './stored-readings.js';

/** A period without readings that is too long for the device's usual interval. */
export interface ReadingGap {
  readonly from: Date;
  readonly to: Date;
  /**
   * Increase of counters during the gap, by key, which shows that the machine ran. Absent while the gap is open, and
   * for gaps from stored timelines.
   */
  readonly counterAdvance?: Readonly<Record<string, number>>;
}

/** A reading with a changed state, or a reading after a notable interval. */
export interface StateChange {
  readonly at: Date;
  readonly reported: string | null;
  readonly previousAt: Date | null;
}

/** Gaps and state changes of a device's readings. */
export interface ReadingSteps {
  readonly gaps: readonly ReadingGap[];
  /** State changes, beginning with the last reading before the span, if it is near. */
  readonly changes: readonly StateChange[];
  /** Time of the newest reading before the span's end. */
  readonly lastAt: Date | null;
}

/**
 * Maximum number of gaps that are returned. If a device loses its connection more often, only the longest gaps are
 * returned.
 */
const MAX_GAPS = 100;

/**
 * Length of the time before the span in which the last earlier reading is searched for. An older reading provides no
 * information about the span's first days.
 */
const LOOK_BACK_MS = 7 * 86_400_000;

/** Starts the analysis of a device's readings in a span with the last reading before the span, if it is near. */
export async function startSteps(
  tx: Transaction,
  device: ReportingDevice,
  counters: readonly string[],
  span: Range,
): Promise<StepCollector> {
  const passed = new StepCollector(device.silentAfterSeconds * 1000, counters);
  passed.take(await loadLastBefore(tx, device.deviceKey, span.from.getTime(), [...counters, 'state']));
  return passed;
}

/** Returns the gaps and state changes of a device's processed readings. */
export function findSteps(
  device: ReportingDevice,
  passed: StepCollector,
  span: Range,
  now: Date,
): ReadingSteps {
  return toReadingSteps(device, passed.steps(), span, now, (gap) => passed.computeAdvance(gap));
}

/** Like `findSteps`, but from stored timelines, for spans that are too long to unpack. */
export function findStepsOfTimelines(
  device: ReportingDevice,
  timelines: readonly Timeline[],
  span: Range,
  now: Date,
): ReadingSteps {
  return toReadingSteps(device, joinTimelines(timelines, device.silentAfterSeconds * 1000), span, now);
}

interface Range {
  readonly from: Date;
  readonly to: Date;
}

function toReadingSteps(
  device: ReportingDevice,
  { notable, usualMs, last }: Steps,
  span: Range,
  now: Date,
  advanceOver?: (gap: { fromMs: number; toMs: number }) => Record<string, number>,
): ReadingSteps {
  // Without enough readings for a usual interval, the device's own threshold applies.
  const intervalMs = usualMs ?? (device.silentAfterSeconds * 1000) / 3;
  const steps = notable.flatMap(({ at, previousAt, position }) =>
    previousAt === null ? [] : [{ fromMs: previousAt, toMs: at, position }],
  );
  const gaps: ReadingGap[] = findGaps(steps, intervalMs)
    .filter(({ toMs }) => toMs > span.from.getTime())
    .sort((a, b) => b.toMs - b.fromMs - (a.toMs - a.fromMs))
    .slice(0, MAX_GAPS)
    .map((gap) => ({
      from: new Date(gap.fromMs),
      to: new Date(gap.toMs),
      ...(advanceOver ? { counterAdvance: advanceOver(gap) } : {}),
    }));
  const end = span.to < now ? span.to : now;
  if (last && end.getTime() - last.at > gapThresholdMs(intervalMs))
    gaps.push({ from: new Date(last.at), to: end });
  return {
    gaps: gaps.map((gap) => ({ ...gap, from: gap.from > span.from ? gap.from : span.from })),
    changes: notable.map(({ at, state, previousAt }) => ({
      at: new Date(at),
      reported: state,
      previousAt: previousAt === null ? null : new Date(previousAt),
    })),
    lastAt: last === null ? null : new Date(last.at),
  };
}

/** Returns a device's last reading before an instant, if it is near. */
async function loadLastBefore(
  tx: Transaction,
  deviceKey: number,
  instantMs: number,
  keys: readonly string[],
): Promise<ReadingBlock> {
  const span = { fromMs: instantMs - LOOK_BACK_MS, toMs: instantMs };
  for await (const block of blocksBackward(tx, deviceKey, span, new Set(keys), 1))
    return sliceBlock(block, block.count - 1, block.count);
  return EMPTY_BLOCK;
}
