import type { Transaction } from '#platform';
import { findGaps, gapThresholdMs } from '../domain/gaps/gaps.js';
import { PassedSteps } from '../domain/gaps/passed-steps.js';
import { EMPTY_BLOCK, type ReadingBlock, sliceBlock } from '../domain/readings/reading-block.js';
import type { Steps } from '../domain/gaps/steps.js';
import { joinTimelines, type Timeline } from '../domain/gaps/timeline.js';
import type { ReportingDevice } from '../history/reporting-devices.js';
import { blocksBackward } from './stored-readings.js';

/** A time without readings, longer than the device's usual interval explains. */
export interface ReadingGap {
  readonly from: Date;
  readonly to: Date;
  /** By key, how far counters went on meanwhile: what shows that the machine ran unheard. Absent while nothing came after. */
  readonly counterAdvance?: Readonly<Record<string, number>>;
}

/** A reading that follows on another state, or after a while. */
export interface StateChange {
  readonly at: Date;
  readonly reported: string | null;
  readonly previousAt: Date | null;
}

/** What the distances between a device's readings tell. */
export interface ReadingSteps {
  readonly gaps: readonly ReadingGap[];
  /** From the last reading before the span on, if one is near. */
  readonly changes: readonly StateChange[];
  /** Of the newest reading before the span's end. */
  readonly lastAt: Date | null;
}

/** Of a device that loses its link all day the longest are told. */
const MAX_GAPS = 100;

/** How far before the span the last reading is looked for: further back it would say nothing of the span's first days. */
const LOOK_BACK_MS = 7 * 86_400_000;

/** Begins to go through a device's readings of a span: it has the last one before it, if one is near. */
export async function startSteps(
  tx: Transaction,
  device: ReportingDevice,
  counters: readonly string[],
  span: Range,
): Promise<PassedSteps> {
  const passed = new PassedSteps(device.silentAfterSeconds * 1000, counters);
  passed.take(await lastBefore(tx, device.deviceKey, span.from.getTime(), [...counters, 'state']));
  return passed;
}

/** What the distances between a device's readings tell that have been gone through. */
export function findSteps(
  device: ReportingDevice,
  passed: PassedSteps,
  span: Range,
  now: Date,
): ReadingSteps {
  return toReadingSteps(device, passed.steps(), span, now, (gap) => passed.advanceOver(gap));
}

/** As `findSteps`, from what packed readings tell of themselves: for spans too long to unpack. */
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
  // Where readings are too few to have a usual distance, the device's own patience stands in.
  const usual = usualMs ?? (device.silentAfterSeconds * 1000) / 3;
  const steps = notable.flatMap(({ at, previousAt, position }) =>
    previousAt === null ? [] : [{ fromMs: previousAt, toMs: at, position }],
  );
  const gaps: ReadingGap[] = findGaps(steps, usual)
    .filter(({ toMs }) => toMs > span.from.getTime())
    .sort((a, b) => b.toMs - b.fromMs - (a.toMs - a.fromMs))
    .slice(0, MAX_GAPS)
    .map((gap) => ({
      from: new Date(gap.fromMs),
      to: new Date(gap.toMs),
      ...(advanceOver ? { counterAdvance: advanceOver(gap) } : {}),
    }));
  const end = span.to < now ? span.to : now;
  if (last && end.getTime() - last.at > gapThresholdMs(usual))
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

/** A device's last reading before an instant, if one is near. */
async function lastBefore(
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
