import type { ExpectedReading, ExpectedValue } from './expected.js';

/** What is to become of a reading. */
export type Fate = 'stored' | 'known' | 'aside';

/** What a device's readings are held against. */
export interface DeviceRules {
  /** Nothing can have been measured before this, epoch milliseconds. */
  readonly shippedMs: number;
  /** Signals that its model describes. */
  readonly described: ReadonlySet<string>;
  /** Those of them that measure a number. */
  readonly numeric: ReadonlySet<string>;
  /** Signals that a contract bills from. */
  readonly billed: ReadonlySet<string>;
}

const AHEAD_MS = 10 * 60_000;
const UNDESCRIBED = 100;

/** What of a device is to be stored, told from all that it has sent so far. */
export class DeviceBook {
  private readonly undescribed = new Set<string>();
  private readonly places = new Map<string, string>();
  /** Numbers of readings without a time that the last message stored: all readings of a message arrive at one moment. */
  private arrived: { readonly message: number; readonly numbers: Set<number> } = {
    message: -1,
    numbers: new Set(),
  };

  constructor(private readonly rules: DeviceRules) {}

  /**
   * Takes a reading up.
   * @param nowMs arrival, epoch milliseconds
   * @param message number of the message that carries it
   */
  take({ timeMs, seq, values }: ExpectedReading, nowMs: number, message: number): Fate {
    const { shippedMs, described, numeric, billed } = this.rules;
    if (timeMs !== null && (timeMs < shippedMs || timeMs > nowMs + AHEAD_MS)) return 'aside';
    if ([...values].some(([key, { isLong }]) => isLong && billed.has(key))) return 'aside';
    if ([...values].some(([key, { isText }]) => isText && numeric.has(key))) return 'aside';
    const news = [...values.keys()].filter((key) => !described.has(key) && !this.undescribed.has(key));
    if (this.undescribed.size + news.length > UNDESCRIBED) return 'aside';
    news.forEach((key) => this.undescribed.add(key));

    // One without time and number is known by nothing; one with a number alone by that and what it says.
    if (timeMs === null && seq === null) return 'stored';
    const content = contentOf(values);
    const place = timeMs === null ? `arrival ${seq} ${content}` : `${timeMs} ${seq ?? content}`;
    const before = this.places.get(place);
    if (before !== undefined) return before === content ? 'known' : 'aside';
    if (timeMs === null && seq !== null && !this.isNewIn(message, seq)) return 'aside';
    this.places.set(place, content);
    return 'stored';
  }

  /** Two contents under one number at one moment contradict each other: the second is set aside. */
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
