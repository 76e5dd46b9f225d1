import { Decimal } from 'decimal.js';
import type { Transaction } from '#platform';
import { findGaps, gapThresholdMs } from './domain/gaps.js';
import {
  firstAtOrAfter,
  mergeBlocks,
  type ReadingBlock,
  sliceBlock,
  valueIn,
} from './domain/readings/reading-block.js';
import { findNotableSteps, type Steps } from './domain/steps.js';
import { joinTimelines, type Timeline } from './domain/timeline.js';
import type { ReportingDevice } from './reporting-devices.js';
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

/**
 * Goes once through the times of a device's readings and returns only what matters of them.
 * @param block the device's readings of the span, with `state` and the counters
 */
export async function findSteps(
  tx: Transaction,
  device: ReportingDevice,
  block: ReadingBlock,
  counters: readonly string[],
  span: Range,
  now: Date,
): Promise<ReadingSteps> {
  const fromMs = span.from.getTime();
  const led = mergeBlocks([await lastBefore(tx, device.deviceKey, fromMs, [...counters, 'state']), block]);
  const steps = findNotableSteps(led, fromMs, device.silentAfterSeconds * 1000);
  return toReadingSteps(device, steps, span, now, (gap) => advanceOver(led, gap, counters));
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
  return mergeBlocks([]);
}

/** How far counters went on from the reading before a gap to the one after it. */
function advanceOver(
  block: ReadingBlock,
  gap: { readonly fromMs: number; readonly toMs: number },
  counters: readonly string[],
): Record<string, number> {
  const [before, after] = [firstAtOrAfter(block, gap.fromMs), firstAtOrAfter(block, gap.toMs)];
  const advance: Record<string, number> = {};
  for (const key of counters) {
    const [start, end] = [valueIn(block, before, key), valueIn(block, after, key)];
    // As decimals, or a difference of 0.08 would show as 0.0799999999999.
    if (typeof start === 'number' && typeof end === 'number')
      advance[key] = new Decimal(end).minus(start).toNumber();
  }
  return advance;
}
