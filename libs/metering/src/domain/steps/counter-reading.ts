/** Quality that a device gave with a value; the numbers are those of its messages. */
export const QUALITY = { good: 0, uncertain: 1, bad: 2, stale: 3 } as const;

/** One point of a counter: its value in one message. Instants are milliseconds since 1970 UTC. */
export interface CounterReading {
  /** Device time, or arrival where `timeSource` is 1. */
  readonly at: number;
  /** As sent; negative where the message carried none (the identity of its payload). A decimal integer. */
  readonly seq: string;
  readonly receivedAt: number;
  /** 0 the device's clock, 1 arrival. */
  readonly timeSource: number;
  /** Decimal; null where the message held no value for this counter. */
  readonly value: string | null;
  /** One of QUALITY. */
  readonly quality: number;
  /** Whether somebody estimated the value. Devices send none; a preview may be asked with such readings. */
  readonly isEstimated?: boolean;
}

/** A reading that may be metered: it has a value and its quality does not forbid it. */
export type UsableReading = CounterReading & { readonly value: string };

/**
 * A bad value is no measurement, and a stale one repeats an older measurement at a later time, so that the counter would
 * seem to stand still and then to jump.
 */
export function isUsable(reading: CounterReading): reading is UsableReading {
  return reading.value !== null && reading.quality !== QUALITY.bad && reading.quality !== QUALITY.stale;
}

/**
 * The order in which a counter went through its readings, whatever order they arrived in, each once: by time; within one
 * instant those without a sequence number by value (a counter grows), then those with one by it.
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
  // The same message twice: the store keeps the first that came, and so does this.
  return a.receivedAt - b.receivedAt || compareText(a, b);
}

function compareText(a: CounterReading, b: CounterReading): number {
  const [left, right] = [a.value ?? '', b.value ?? ''];
  return left < right ? -1 : left > right ? 1 : 0;
}
