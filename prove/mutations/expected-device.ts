import type { ExpectedReading, ExpectedValue } from './expected.js';

/** The expected outcome of a reading. */
export type ReadingOutcome = 'stored' | 'known' | 'aside';

/** The data that a device's readings are checked against. */
export interface DeviceRules {
  /** Time in epoch milliseconds; readings can't be older. */
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

/** The expected stored data of a device, based on all data that it has sent so far. */
export class ExpectedDevice {
  private readonly undescribed = new Set<string>();
  private readonly contentByReading = new Map<string, string>();
  /**
   * Numbers of readings without a time that the last message stored: all readings of a message arrive at one moment.
   */
  private arrived: { readonly message: number; readonly numbers: Set<number> } = {
    message: -1,
    numbers: new Set(),
  };

  constructor(private readonly rules: DeviceRules) {}

  /**
   * Records a reading.
   * @param nowMs arrival, epoch milliseconds
   * @param message number of the message that carries it
   */
  record({ timeMs, seq, values }: ExpectedReading, nowMs: number, message: number): ReadingOutcome {
    const { shippedMs, described, numeric, billed } = this.rules;
    if (timeMs !== null && (timeMs < shippedMs || timeMs > nowMs + MAX_AHEAD_MS)) return 'aside';
    if ([...values].some(([key, { isLong }]) => isLong && billed.has(key))) return 'aside';
    if ([...values].some(([key, { isText }]) => isText && numeric.has(key))) return 'aside';
    const newKeys = [...values.keys()].filter((key) => !described.has(key) && !this.undescribed.has(key));
    if (this.undescribed.size + newKeys.length > MAX_UNDESCRIBED) return 'aside';
    newKeys.forEach((key) => this.undescribed.add(key));

    // A reading without time and number can't be recognised; one with only a number is recognised by its number and
    // its content.
    if (timeMs === null && seq === null) return 'stored';
    const content = contentOf(values);
    const readingKey = timeMs === null ? `arrival ${seq} ${content}` : `${timeMs} ${seq ?? content}`;
    const before = this.contentByReading.get(readingKey);
    if (before !== undefined) return before === content ? 'known' : 'aside';
    if (timeMs === null && seq !== null && !this.isNewIn(message, seq)) return 'aside';
    this.contentByReading.set(readingKey, content);
    return 'stored';
  }

  /** Two different contents with the same number and time conflict: the second is quarantined. */
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
