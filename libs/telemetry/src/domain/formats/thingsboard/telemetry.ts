import { toDouble } from '../../messages/decimal-text.js';
import { parseEpochTime, parseIsoTime, type TimeResult } from '../../intake/device-time.js';
import type { Fault } from '../../messages/fault.js';
import type { JsonReader } from '../../messages/json-reader.js';
import {
  type FaultyMessage,
  MAX_BATCH,
  type NativeMessage,
  type SentValue,
} from '../../messages/native-format.js';
import {
  type Decoded,
  type DeviceReport,
  findTextFault,
  toMessages,
  toSentValue,
  toSignalKey,
} from '../decoded.js';
import { readJsonPayload } from '../json-payload.js';

/** Maximum number of devices per message of a gateway. */
const MAX_DEVICES = 1000;

const JSON_NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;

/**
 * Decodes ThingsBoard's telemetry of one device ("MQTT Device API"): `{"k":v}`, `{"ts":ms,"values":{}}`, or an array
 * of either. Without `ts`, `timeMs` is null, and the time of arrival applies. Never throws; a fault in one element of
 * an array affects only that element.
 */
export function decodeThingsboardTelemetry(payload: Uint8Array): Decoded | Fault {
  return readJsonPayload(payload, (reader) => {
    const report = readReport(reader, null);
    return 'code' in report ? report : { devices: [report] };
  });
}

/**
 * Decodes ThingsBoard's telemetry of a gateway, in the same form, by device name: `{"Device
 * A":[{"ts":ms,"values":{}}]}`.
 */
export function decodeThingsboardGatewayTelemetry(payload: Uint8Array): Decoded | Fault {
  return readJsonPayload(payload, (reader) => {
    if (reader.kind() !== 'object') return toFault(reader, 'not_an_object');
    const devices: DeviceReport[] = [];
    const names = new Set<string>();
    // A type assertion is needed, because the compiler would assume that the callback leaves it null.
    let fault = null as Fault | null;
    reader.object((name) => {
      if (names.has(name)) fault ??= { code: 'field_repeated', params: { field: name.slice(0, 80) } };
      names.add(name);
      const report = readReport(reader, name);
      if ('code' in report)
        fault ??= { code: report.code, params: { ...report.params, device: name.slice(0, 80) } };
      else devices.push(report);
    });
    if (fault) return fault;
    if (devices.length === 0) return { code: 'batch_empty', params: {} };
    if (devices.length > MAX_DEVICES)
      return { code: 'batch_too_large', params: { messages: devices.length, limit: MAX_DEVICES } };
    return { devices };
  });
}

function readReport(reader: JsonReader, device: string | null): DeviceReport | Fault {
  const messages: NativeMessage[] = [];
  const faulty: FaultyMessage[] = [];
  const readAt = (index: number): void => {
    const result = readElement(reader, index);
    if (Array.isArray(result)) messages.push(...result);
    else faulty.push(result);
  };
  const kind = reader.kind();
  let count = 1;
  if (kind === 'object') readAt(0);
  else if (kind === 'array') {
    count = 0;
    reader.array((index) => {
      count = index + 1;
      if (count > MAX_BATCH) reader.skip();
      else readAt(index);
    });
  } else return toFault(reader, 'not_an_object');
  if (count === 0) return { code: 'batch_empty', params: {} };
  if (count > MAX_BATCH) return { code: 'batch_too_large', params: { messages: count, limit: MAX_BATCH } };
  return { device, messages, faulty };
}

function readElement(reader: JsonReader, index: number): NativeMessage[] | FaultyMessage {
  reader.skipSpace();
  const start = reader.at;
  if (reader.kind() !== 'object') {
    reader.skip(1);
    const fault: Fault = { code: 'not_an_object', params: { index } };
    return { index, text: reader.text.slice(start, reader.at), fault };
  }
  const { time, values, end, repeated } = findParts(reader);
  const text = reader.text.slice(start, end);
  const faults: Fault[] = [];
  if (repeated !== null) faults.push({ code: 'field_repeated', params: { field: repeated } });
  let timeMs: number | null = null;
  if (time !== null) {
    reader.at = time;
    const result = readTime(reader);
    if ('code' in result) faults.push({ code: result.code, params: { field: 'ts' } });
    else timeMs = result.timeMs;
  }
  reader.at = values;
  const sent = readValues(reader, faults);
  reader.at = end;
  if (sent.length === 0) faults.push({ code: 'no_values', params: {} });
  const [fault] = faults;
  if (fault) return { index, text, fault: { code: fault.code, params: { ...fault.params, index } } };
  return toMessages(index, text, timeMs, sent);
}

/**
 * Finds where an element's time and values start, and where the element ends. `ts` is a time only next to an object
 * `values`; otherwise it is a normal key. Both must be unique, because a repeated member would hide the first one.
 */
function findParts(reader: JsonReader): {
  time: number | null;
  values: number;
  end: number;
  repeated: 'ts' | 'values' | null;
} {
  const start = reader.at;
  // A type assertion is needed, because the compiler would assume that the callback leaves them null.
  let time = null as number | null;
  let values = null as number | null;
  let repeated: 'ts' | 'values' | null = null;
  const seen = new Set<string>();
  reader.object((name) => {
    const kind = reader.kind();
    if (name === 'ts' || name === 'values') {
      if (seen.has(name)) repeated ??= name;
      seen.add(name);
      if (name === 'ts') time = reader.at;
      else if (kind === 'object') values = reader.at;
    }
    reader.skip(1);
  });
  const end = reader.at;
  return time !== null && values !== null
    ? { time, values, end, repeated }
    : { time: null, values: start, end, repeated: null };
}

function readTime(reader: JsonReader): TimeResult {
  const kind = reader.kind();
  if (kind === 'number') return parseEpochTime(reader.number());
  if (kind !== 'string') return { code: 'time_malformed' };
  const text = reader.string();
  return /^\d+$/.test(text) ? parseEpochTime(text) : parseIsoTime(text);
}

function readValues(reader: JsonReader, faults: Fault[]): SentValue[] {
  const values = new Map<string, SentValue>();
  reader.object((name) => {
    const field = name.slice(0, 80);
    const key = toSignalKey(name);
    if (key === undefined) {
      faults.push({ code: 'signal_key_malformed', params: { field } });
      reader.skip(1);
      return;
    }
    const value = readValue(reader, key, field);
    if ('code' in value) faults.push(value);
    else if (values.has(key)) faults.push({ code: 'signal_repeated', params: { field } });
    else values.set(key, value);
  });
  return [...values.values()];
}

function readValue(reader: JsonReader, key: string, field: string): SentValue | Fault {
  const kind = reader.kind();
  const start = reader.at;
  if (kind === 'number') return fromNumber(reader.number(), key, field);
  if (kind === 'literal') return toSentValue(key, reader.literal());
  if (kind === 'string') {
    const text = reader.string();
    // ThingsBoard treats a quoted number as a number, and firmware relies on this.
    if (JSON_NUMBER.test(text)) return fromNumber(text, key, field);
    return findTextFault(field, text) ?? toSentValue(key, text);
  }
  reader.skip(1);
  const json = reader.text.slice(start, reader.at);
  return findTextFault(field, json) ?? toSentValue(key, json);
}

function fromNumber(token: string, key: string, field: string): SentValue | Fault {
  const number = toDouble(token);
  return number
    ? toSentValue(key, number.value, number.exact)
    : { code: 'number_out_of_range', params: { field, value: token.slice(0, 64) } };
}

function toFault(reader: JsonReader, code: 'not_an_object'): Fault {
  reader.skip();
  return { code, params: {} };
}
