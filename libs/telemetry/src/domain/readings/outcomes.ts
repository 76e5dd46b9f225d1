import { TIME_OF_ARRIVAL } from '../intake/time-source.js';
import type { FaultCode } from '../messages/fault.js';
import type { ReadingBlock } from './reading-block.js';
import type { ReadingList } from './reading-list.js';
import type { Shape } from './shape.js';

/** Time for which a retransmitted message without a device time is recognized by its sequence number. */
export const ARRIVAL_DEDUPLICATION_MS = 10 * 60_000;

/** A reading's key, which orders the readings of a device: device time (epoch milliseconds), then sequence number. */
export interface ReadingKey {
  readonly timeMs: number;
  readonly seq: number;
}

/** Returns true when a key lies beyond the last stored key, or if no key is stored. */
export function isBeyond({ timeMs, seq }: ReadingKey, last: ReadingKey | undefined): boolean {
  return !last || timeMs > last.timeMs || (timeMs === last.timeMs && seq > last.seq);
}

/**
 * Outcomes of a reading. A stored reading is new; a duplicate equals a stored reading; a conflict has the key of a
 * reading with different content; an outdated reading belongs to a day with purged readings and might therefore be
 * stored twice.
 */
export const STORED = 0;
export const DUPLICATE = 1;
export const CONFLICT = 2;
export const OUTDATED = 3;
export type Outcome = typeof STORED | typeof DUPLICATE | typeof CONFLICT | typeof OUTDATED;

/** Codes of the faults for which readings are quarantined, by outcome. */
export const FAULT_CODES = {
  [CONFLICT]: 'conflicting_duplicate',
  [OUTDATED]: 'older_than_retention',
} as const satisfies Partial<Record<Outcome, FaultCode>>;

/** A half-open span of time. */
export interface Span {
  fromMs: number;
  toMs: number;
}

interface Device {
  readonly deviceKey: number;
}

/**
 * Returns the devices for which some of these readings may already be stored, and the spans to check. A reading needs
 * no check if its key lies beyond the device's last stored key and beyond those of the device's earlier readings in the
 * list. A reading with a sequence number but without a device time always needs a check.
 * @param lastKeyOf returns the last stored key; undefined if there is none
 */
export function findSpansToCheck<D extends Device>(
  list: ReadingList<D>,
  lastKeyOf: (device: D) => ReadingKey | undefined,
): Map<number, Span> {
  const spans = new Map<number, Span>();
  const lastKeys = new LastKeys(lastKeyOf);
  for (let i = 0; i < list.count; i++) {
    const device = list.devices[i]!;
    const { deviceKey } = device;
    const timeMs = list.timesMs[i]!;
    const isAdvance = lastKeys.advance(device, { timeMs, seq: list.seqs[i]! });
    const isNumbered = isNumberedArrival(list.shapes[i]!, list.seqs[i]!);
    if (isAdvance && !isNumbered) continue;
    const fromMs = isNumbered ? timeMs - ARRIVAL_DEDUPLICATION_MS : timeMs;
    const span = spans.get(deviceKey);
    if (!span) spans.set(deviceKey, { fromMs, toMs: timeMs + 1 });
    else {
      span.fromMs = Math.min(span.fromMs, fromMs);
      span.toMs = Math.max(span.toMs, timeMs + 1);
    }
  }
  return spans;
}

/**
 * Decides the outcome of each reading, in the order of the list. Device, device time and sequence number identify a
 * reading. A message with a sequence number but without a time is recognized by its sequence number for ten minutes.
 * Otherwise, a retransmission would be stored as a second reading, because its time of arrival differs.
 * @param storedOf returns the stored readings of a device within the span to check
 * @param isOutdated returns whether readings of the day of a device time (epoch milliseconds) were purged
 */
export function decideOutcomes(
  list: ReadingList<Device>,
  spansToCheck: ReadonlyMap<number, Span>,
  storedOf: (deviceKey: number) => ReadingBlock | undefined,
  isOutdated: (deviceKey: number, timeMs: number) => boolean = () => false,
): Outcome[] {
  const outcomes = new Array<Outcome>(list.count).fill(STORED);
  if (spansToCheck.size === 0) return outcomes;
  const devices = new Map<number, KnownReadings>();
  for (let i = 0; i < list.count; i++) {
    const { deviceKey } = list.devices[i]!;
    if (!spansToCheck.has(deviceKey)) continue;
    if (isOutdated(deviceKey, list.timesMs[i]!)) {
      outcomes[i] = OUTDATED;
      continue;
    }
    let known = devices.get(deviceKey);
    if (!known) devices.set(deviceKey, (known = new KnownReadings(list, storedOf(deviceKey))));
    outcomes[i] = known.take(i);
  }
  return outcomes;
}

/** The last key of each device. It rises with each new reading. */
class LastKeys<D extends Device> {
  private readonly advanced = new Map<number, ReadingKey>();

  constructor(private readonly lastKeyOf: (device: D) => ReadingKey | undefined) {}

  advance(device: D, key: ReadingKey): boolean {
    if (!isBeyond(key, this.advanced.get(device.deviceKey) ?? this.lastKeyOf(device))) return false;
    this.advanced.set(device.deviceKey, key);
    return true;
  }
}

/**
 * A device's readings by key and, for readings without a time, by sequence number: the stored readings and the
 * processed readings of the list.
 */
class KnownReadings {
  private readonly byKey = new Map<string, Content>();
  private readonly arrivals = new Map<number, { readonly timeMs: number; readonly content: Content }[]>();

  constructor(
    private readonly list: ReadingList<Device>,
    stored: ReadingBlock | undefined,
  ) {
    for (let i = 0; stored && i < stored.count; i++) {
      const shape = stored.shapes[stored.shapeOf[i]!]!;
      const start = stored.starts[i]!;
      const numbers = stored.numbers.subarray(start, start + shape.numeric.length);
      this.addReading(stored.timesMs[i]!, stored.seqs[i]!, { shape, numbers });
    }
  }

  take(i: number): Outcome {
    const timeMs = this.list.timesMs[i]!;
    const seq = this.list.seqs[i]!;
    const content = { shape: this.list.shapes[i]!, numbers: this.list.numbersOf(i) };
    const isRepeated =
      isNumberedArrival(content.shape, seq) &&
      this.arrivals
        .get(seq)
        ?.some(
          (arrival) =>
            arrival.timeMs >= timeMs - ARRIVAL_DEDUPLICATION_MS && isSame(arrival.content, content),
        );
    if (isRepeated) return DUPLICATE;
    const withSameKey = this.byKey.get(`${timeMs} ${seq}`);
    if (withSameKey) return isSame(withSameKey, content) ? DUPLICATE : CONFLICT;
    this.addReading(timeMs, seq, content);
    return STORED;
  }

  private addReading(timeMs: number, seq: number, content: Content): void {
    this.byKey.set(`${timeMs} ${seq}`, content);
    if (!isNumberedArrival(content.shape, seq)) return;
    const arrival = { timeMs, content };
    const sameNumber = this.arrivals.get(seq);
    if (sameNumber) sameNumber.push(arrival);
    else this.arrivals.set(seq, [arrival]);
  }
}

interface Content {
  readonly shape: Shape;
  readonly numbers: Float64Array;
}

function isSame(a: Content, b: Content): boolean {
  return a.shape.text === b.shape.text && a.numbers.every((value, i) => value === b.numbers[i]);
}

function isNumberedArrival(shape: Shape, seq: number): boolean {
  return shape.timeSource === TIME_OF_ARRIVAL && seq >= 0;
}
