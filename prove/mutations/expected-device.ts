import type { ExpectedReading, ExpectedValue } from './expected.js';

/** The expected outcome of a reading. */
export type ReadingOutcome = 'stored' | 'known' | 'aside';

/** Data against which the readings of a device are checked. */
export interface DeviceRules {
  /** Earliest allowed time of readings, epoch milliseconds. */
  readonly shippedMs: number;
  /** Signals that the device's model describes. */
  readonly described: ReadonlySet<string>;
  /** Described signals that are numeric. */
  readonly numeric: ReadonlySet<string>;
  /** Signals that a contract bills. */
  readonly billed: ReadonlySet<string>;
}

const MAX_AHEAD_MS = 10 * 60_000;
const MAX_UNDESCRIBED = 100;

/** The expected stored data of a device, based on all messages that it has sent so far. */
export class ExpectedDevice {
  private readonly undescribed = new Set<string>();
  private readonly contentByReading = new Map<string, string>();
  /**
   * Sequence numbers of readings without a time that the last message stored. All readings of a message arrive at the
   * same instant.
   */
  private arrived: { readonly message: number; readonly numbers: Set<number> } = {
    message: -1,
    numbers: new Set(),
  };

  constructor(private readonly rules: DeviceRules) {}

  /**
   * Records a reading.
   * @param nowMs receipt time, epoch milliseconds
   * @param message number of the message with the reading
   */
  record({ timeMs, seq, values }: ExpectedReading, nowMs: number, message: number): ReadingOutcome {
    const { shippedMs, described, numeric, billed } = this.rules;
    if (timeMs !== null && (timeMs < shippedMs || timeMs > nowMs + MAX_AHEAD_MS)) return 'aside';
    if ([...values].some(([key, { isLong }]) => isLong && billed.has(key))) return 'aside';
    if ([...values].some(([key, { isText }]) => isText && numeric.has(key))) return 'aside';
    const newKeys = [...values.keys()].filter((key) => !described.has(key) && !this.undescribed.has(key));
    if (this.undescribed.size + newKeys.length > MAX_UNDESCRIBED) return 'aside';
    newKeys.forEach((key) => this.undescribed.add(key));

    // A reading without a time and a sequence number can't be recognized as a duplicate. A reading with only a sequence
    // number is recognized by that number and its content.
    if (timeMs === null && seq === null) return 'stored';
    const content = contentOf(values);
    const readingKey = timeMs === null ? `arrival ${seq} ${content}` : `${timeMs} ${seq ?? content}`;
    const before = this.contentByReading.get(readingKey);
    if (before !== undefined) return before === content ? 'known' : 'aside';
    if (timeMs === null && seq !== null && !this.isNewIn(message, seq)) return 'aside';
    this.contentByReading.set(readingKey, content);
    return 'stored';
  }

  /**
   * Returns true when no earlier reading of the same message has the sequence number. Otherwise, the contents conflict,
   * and the second reading is quarantined.
   */
  private isNewIn(message: number, seq: number): boolean {
    if (this.arrived.message !== message) this.arrived = { message, numbers: new Set() };
    if (this.arrived.numbers.has(seq)) return false;
    this.arrived.numbers.add(seq);
    return true;
  }
}

function contentOf(values: ReadonlyMap<string, ExpectedValue>): string {
  return JSON.stringify([...values].map(([key, { value, quality }]) => [key, value, quality]).sort());
}
