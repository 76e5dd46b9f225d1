import type { Fault } from '../../messages/fault.js';
import { MAX_PAYLOAD_BYTES } from '../../messages/native-format.js';
import { DATATYPES, type Datatype } from './datatypes.js';
import { has, readWire, toUnsigned, type WireMetric } from './wire.js';

/** A received metric, identified by its name or alias, with its value field. */
export interface SparkplugMetric {
  readonly name: string | null;
  readonly alias: string | null;
  /** Data type of the value; null if the metric has none. Data messages may omit it after a birth. */
  readonly datatype: Datatype | null;
  /** Timestamp in epoch milliseconds; null if the payload's timestamp applies. */
  readonly timestampMs: number | null;
  readonly isHistorical: boolean;
  readonly isNull: boolean;
  readonly quality: number | null;
  readonly wire: WireMetric;
}

export interface SparkplugPayload {
  readonly timestampMs: number | null;
  /** Sequence number from 0 to 255; null if invalid. Some encoders omit a zero, so a missing number is read as 0. */
  readonly seq: number | null;
  readonly metrics: readonly SparkplugMetric[];
}

/** Maximum number of metrics per payload. A birth lists all metrics of the node or device. */
const MAX_METRICS = 10_000;

/** Decodes a Sparkplug B payload. Never throws. */
export function readSparkplugPayload(bytes: Uint8Array): SparkplugPayload | Fault {
  if (bytes.length > MAX_PAYLOAD_BYTES)
    return { code: 'payload_too_large', params: { bytes: bytes.length, limit: MAX_PAYLOAD_BYTES } };
  const wire = readWire(bytes);
  if (!wire) return { code: 'not_sparkplug', params: {} };
  if (wire.metrics.length > MAX_METRICS)
    return { code: 'batch_too_large', params: { messages: wire.metrics.length, limit: MAX_METRICS } };
  const seq = has(wire, 'seq') ? Number(toUnsigned(wire.seq!)) : 0;
  return {
    timestampMs: has(wire, 'timestamp') ? Number(toUnsigned(wire.timestamp!)) : null,
    seq: seq <= 255 ? seq : null,
    metrics: wire.metrics.map(toMetric),
  };
}

export function toMetric(wire: WireMetric): SparkplugMetric {
  return {
    name: has(wire, 'name') && wire.name !== '' ? wire.name! : null,
    alias: has(wire, 'alias') ? String(toUnsigned(wire.alias!)) : null,
    datatype: has(wire, 'datatype') ? (DATATYPES[wire.datatype!] ?? 'Unknown') : null,
    timestampMs: has(wire, 'timestamp') ? Number(toUnsigned(wire.timestamp!)) : null,
    isHistorical: wire.isHistorical === true,
    isNull: wire.isNull === true,
    quality: findQuality(wire),
    wire,
  };
}

/** Returns the birth-death sequence number. The standard allows 0 to 255; any number is accepted. */
export function findBdSeq(metrics: readonly SparkplugMetric[]): number | null {
  const wire = metrics.find(({ name }) => name === 'bdSeq')?.wire;
  if (!wire) return null;
  if (has(wire, 'longValue')) return Number(toUnsigned(wire.longValue!));
  return has(wire, 'intValue') ? wire.intValue! : null;
}

function findQuality({ properties }: WireMetric): number | null {
  const place = properties?.keys.indexOf('Quality') ?? -1;
  const value = place < 0 ? undefined : properties!.values[place];
  if (!value) return null;
  if (has(value, 'intValue')) return value.intValue!;
  return has(value, 'longValue') ? Number(toUnsigned(value.longValue!)) : null;
}
