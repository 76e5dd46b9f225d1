import type { Fault } from './fault.js';
import type { NativeMessage } from './native-format.js';

/** Maximum lead of a device's clock. Ten minutes exceeds the drift of any clock that has been set. */
export const MAX_AHEAD_MS = 10 * 60_000;
/**
 * Maximum number of unknown signals per device. Without this limit, a device that generates keys would flood the list
 * of unknown signals.
 */
export const MAX_UNKNOWN_SIGNALS = 100;

/** Data about a device that its messages are checked against. */
export interface DeviceFacts {
  /** Time of shipment in epoch milliseconds; readings can't be older. */
  readonly shippedMs: number;
  /** Keys of the signals that the device or its model defines. */
  readonly signals: ReadonlySet<string>;
  /** Keys of numeric signals: counters and gauges. */
  readonly numeric: ReadonlySet<string>;
  /** Keys of signals that a contract's meter uses. */
  readonly metered: ReadonlySet<string>;
}

/**
 * Returns why a readable message can't be stored: a device time before the machine's shipment or far in the future,
 * text for a numeric signal, or a metered value with more digits than its storage keeps. Returns undefined if it can
 * be stored.
 */
export function findAdmissionFault(
  message: Pick<NativeMessage, 'index' | 'timeMs' | 'values'>,
  device: DeviceFacts,
  receivedMs: number,
): Fault | undefined {
  const { index, timeMs } = message;
  if (timeMs !== null) {
    if (timeMs < device.shippedMs) {
      return {
        code: 'before_shipment',
        params: { index, ts: iso(timeMs), shippedAt: iso(device.shippedMs) },
      };
    }
    if (timeMs > receivedMs + MAX_AHEAD_MS) {
      return { code: 'too_far_ahead', params: { index, ts: iso(timeMs), receivedAt: iso(receivedMs) } };
    }
  }
  for (const { key, section, value, exact } of message.values) {
    // Formats without sections don't define the kind of a value, and a native event may have any key.
    if (typeof value === 'string' && device.numeric.has(key)) {
      return {
        code: 'value_not_number',
        params: { index, field: `${section}.${key}`, value: value.slice(0, 64) },
      };
    }
    if (exact !== null && device.metered.has(key)) {
      return {
        code: 'too_many_digits',
        params: { index, field: `${section}.${key}`, value: exact.slice(0, 64) },
      };
    }
  }
  return undefined;
}

/** A signal without a definition that a device sends, with a sample value. */
export interface UnknownSignal {
  readonly key: string;
  /** Sample such as `{"c":12.5}`, with the value and its section, which distinguishes a counter from a gauge. */
  readonly sample: string;
}

/** Returns the message's signals that neither the model nor the device defines. */
export function findUnknownSignals(message: NativeMessage, device: DeviceFacts): UnknownSignal[] {
  const unknown: UnknownSignal[] = [];
  for (const { key, section, value } of message.values) {
    if (!device.signals.has(key)) unknown.push({ key, sample: JSON.stringify({ [section]: value }) });
  }
  return unknown;
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
