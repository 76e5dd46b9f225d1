import type { Fault } from './fault.js';
import type { NativeMessage } from './native-format.js';

/** Clocks drift; ten minutes is more than any that is set at all. */
export const MAX_AHEAD_MS = 10 * 60_000;
/** A device that invents keys would fill the list of signals to adopt. */
export const MAX_UNKNOWN_SIGNALS = 100;

/** What is known of a device when its message arrives. */
export interface DeviceFacts {
  /** Nothing can have been measured before this, epoch milliseconds. */
  readonly shippedMs: number;
  /** Keys of the signals that the device's model, or the device itself, has. */
  readonly signals: ReadonlySet<string>;
  /** Those of them that measure a number: counters and gauges. */
  readonly numeric: ReadonlySet<string>;
  /** Keys that a contract's meter reads. */
  readonly metered: ReadonlySet<string>;
}

/**
 * Why a readable message is not stored, if it is not: a device time before the machine left the works or far ahead of ours,
 * text on a signal that measures a number, or a metered value with more digits than its storage keeps.
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
    // Formats without sections do not say what they mean to measure, and a native event may carry any key.
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

/** A signal that a device sends and nobody described yet, with a value to recognise it by. */
export interface UnknownSignal {
  readonly key: string;
  /** `{"c":12.5}`: the section, which tells a counter from a gauge, and the value. */
  readonly sample: string;
}

/** The message's signals that neither the model nor the device has. */
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
