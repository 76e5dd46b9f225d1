/** Quality that a device assigned to a value, with the numbers used in messages. */
export const QUALITY = { good: 0, uncertain: 1, bad: 2, stale: 3 } as const;

/** A signal's value in one message. Instants are milliseconds since 1970 UTC. */
export interface CounterReading {
  /** Device time, or receipt time if `timeSource` is 1. */
  readonly at: number;
  /** Sequence number as sent, a decimal integer. Negative if the message had none; it then identifies the payload. */
  readonly seq: string;
  readonly receivedAt: number;
  /** 0: the device's clock, 1: receipt. */
  readonly timeSource: number;
  /** Decimal or, for states and events, text; null if the message had no value for the signal. */
  readonly value: string | null;
  /** One of QUALITY. */
  readonly quality: number;
  /** True for an estimate. Devices never send estimates, but previews can include them. */
  readonly isEstimated?: boolean;
}

/** A reading that can be metered, because it has a value of sufficient quality. */
export type UsableReading = CounterReading & { readonly value: string };

/**
 * Returns true for a reading that can be metered. Bad values are not measurements. Stale values repeat an older
 * measurement, so that the counter would seem to stop and then jump.
 */
export function isUsable(reading: CounterReading): reading is UsableReading {
  return reading.value !== null && reading.quality !== QUALITY.bad && reading.quality !== QUALITY.stale;
}

/**
 * Sorts a counter's readings in the order in which they were taken, without duplicates: by time. Within the same
 * instant, readings without a sequence number come first, by value (a counter increases), and then the other readings,
 * by sequence number.
 */
export function orderReadings<Reading extends CounterReading>(readings: readonly Reading[]): Reading[] {
  const ordered = [...readings].sort(compareReadings);
  return ordered.filter((reading, index) => {
    const before = ordered[index - 1];
    return before === undefined || before.at !== reading.at || before.seq !== reading.seq;
  });
}

function compareReadings(a: CounterReading, b: CounterReading): number {
  if (a.at !== b.at) return a.at - b.at;
  const unnumbered = a.seq.startsWith('-');
  if (unnumbered !== b.seq.startsWith('-')) return unnumbered ? -1 : 1;
  if (unnumbered && a.value !== b.value) return Number(a.value) - Number(b.value) || compareText(a, b);
  if (a.seq !== b.seq) return BigInt(a.seq) < BigInt(b.seq) ? -1 : 1;
  // The first of several duplicate messages is kept, as in storage.
  return a.receivedAt - b.receivedAt || compareText(a, b);
}

function compareText(a: CounterReading, b: CounterReading): number {
  const [left, right] = [a.value ?? '', b.value ?? ''];
  return left < right ? -1 : left > right ? 1 : 0;
}
