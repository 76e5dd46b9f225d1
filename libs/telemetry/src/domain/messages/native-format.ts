import { toDouble } from './decimal-text.js';
import { parseEpochTime, parseIsoTime, type TimeResult } from '../intake/device-time.js';
import type { Fault, FaultCode } from './fault.js';
import { JsonFault, JsonReader } from './json-reader.js';
import { characters, isStorableText } from './storable-text.js';

/** Quality of a value: 0 good, 1 uncertain, 2 bad, 3 stale. */
export type Quality = 0 | 1 | 2 | 3;

/** The section of a value in a message: counters, gauges, the machine's state, or events. */
export type Section = 'c' | 'g' | 'state' | 'e';

/** One value of a message. */
export interface SentValue {
  readonly key: string;
  readonly section: Section;
  /** The value. Only formats other than the native one have booleans. */
  readonly value: number | string | boolean | null;
  /** A number's source text if it has more significant digits than a double keeps. */
  readonly exact: string | null;
  quality: Quality;
}

/** One received message. */
export interface NativeMessage {
  /** Index of the message in a batch; 0 for a single message. */
  readonly index: number;
  /** JSON text of the message. */
  readonly text: string;
  /** Device time in epoch milliseconds; null if none was sent. */
  readonly timeMs: number | null;
  readonly seq: number | null;
  readonly values: readonly SentValue[];
}

/** An unreadable message in a readable payload. */
export interface FaultyMessage {
  readonly index: number;
  readonly text: string;
  readonly fault: Fault;
}

export interface NativePayload {
  readonly messages: readonly NativeMessage[];
  readonly faulty: readonly FaultyMessage[];
}

export const MAX_PAYLOAD_BYTES = 256 * 1024;
export const MAX_BATCH = 1000;
export const MAX_SIGNALS = 256;
export const MAX_TEXT = 1024;

const KEY = /^[A-Za-z][A-Za-z0-9_.-]{0,63}$/;
const FIELDS = 'ts, seq, c, g, state, e, q';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads a payload of the native format (docs/devices/native-mqtt.md): one message or a batch of up to 1000. Never
 * throws. A fault in one message of a batch affects only that message. A payload that is not JSON is rejected as a
 * whole.
 */
export function parseNativePayload(bytes: Uint8Array): NativePayload | Fault {
  if (bytes.length > MAX_PAYLOAD_BYTES) {
    return { code: 'payload_too_large', params: { bytes: bytes.length, limit: MAX_PAYLOAD_BYTES } };
  }
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    return { code: 'not_utf8', params: {} };
  }
  try {
    return readPayload(new JsonReader(text));
  } catch (error) {
    if (error instanceof JsonFault)
      return { code: 'not_json', params: { at: error.at, expected: error.expected } };
    throw error;
  }
}

function readPayload(reader: JsonReader): NativePayload | Fault {
  const messages: NativeMessage[] = [];
  const faulty: FaultyMessage[] = [];
  const addMessage = (message: NativeMessage | FaultyMessage): void => {
    if ('fault' in message) faulty.push(message);
    else messages.push(message);
  };
  const kind = reader.kind();
  let count = 1;
  if (kind === 'object') {
    addMessage(readMessage(reader, 0));
  } else if (kind === 'array') {
    count = 0;
    reader.array((index) => {
      count = index + 1;
      if (count > MAX_BATCH) reader.skip();
      else addMessage(readMessage(reader, index));
    });
  } else {
    reader.skip();
    reader.end();
    return { code: 'not_an_object', params: {} };
  }
  reader.end();
  if (count === 0) return { code: 'batch_empty', params: {} };
  if (count > MAX_BATCH) return { code: 'batch_too_large', params: { messages: count, limit: MAX_BATCH } };
  return { messages, faulty };
}

function readMessage(reader: JsonReader, index: number): NativeMessage | FaultyMessage {
  reader.skipSpace();
  const start = reader.at;
  if (reader.kind() !== 'object') {
    reader.skip(1);
    return {
      index,
      text: reader.text.slice(start, reader.at),
      fault: { code: 'not_an_object', params: { index } },
    };
  }
  const message = new MessageReader(reader, index);
  reader.object((field) => message.field(field));
  return message.finish(reader.text.slice(start, reader.at));
}

/** Collects the fields of one message. Records the first fault and continues, so that the next message can be read. */
class MessageReader {
  private readonly seen = new Set<string>();
  private readonly keys = new Map<string, SentValue>();
  private readonly values: SentValue[] = [];
  private readonly qualities = new Map<string, Quality>();
  private timeMs: number | null = null;
  private seq: number | null = null;
  private fault: Fault | null = null;

  constructor(
    private readonly reader: JsonReader,
    private readonly index: number,
  ) {}

  field(name: string): void {
    if (this.seen.has(name)) return this.rejectMessage('field_repeated', { field: name });
    this.seen.add(name);
    switch (name) {
      case 'ts':
        return this.time();
      case 'seq':
        return this.sequence();
      case 'c':
        return this.section(name, (key) => this.number(name, key));
      case 'g':
        return this.section(name, (key) => this.number(name, key));
      case 'e':
        return this.section(name, (key) => this.text(name, key, `e.${key}`));
      case 'q':
        return this.section(name, (key) => this.quality(key));
      case 'state':
        return this.text('state', 'state', 'state');
      default:
        return this.rejectMessage('field_unknown', { field: name.slice(0, MAX_TEXT), known: FIELDS });
    }
  }

  finish(text: string): NativeMessage | FaultyMessage {
    for (const [key, quality] of this.qualities) {
      const value = this.keys.get(key);
      if (value) value.quality = quality;
      else this.noteFault('quality_without_value', { field: `q.${key}` });
    }
    if (this.values.length === 0) this.noteFault('no_values', {});
    if (this.values.length > MAX_SIGNALS)
      this.noteFault('too_many_signals', { signals: this.values.length, limit: MAX_SIGNALS });
    const { index, timeMs, seq, values } = this;
    return this.fault ? { index, text, fault: this.fault } : { index, text, timeMs, seq, values };
  }

  private time(): void {
    const kind = this.reader.kind();
    if (kind !== 'string' && kind !== 'number') return this.rejectMessage('time_malformed', { field: 'ts' });
    const text = kind === 'string' ? this.reader.string() : this.reader.number();
    const result: TimeResult = kind === 'string' ? parseIsoTime(text) : parseEpochTime(text);
    if ('code' in result) this.noteFault(result.code, { field: 'ts', value: text.slice(0, 64) });
    else this.timeMs = result.timeMs;
  }

  private sequence(): void {
    if (this.reader.kind() !== 'number') return this.rejectMessage('seq_not_integer', { field: 'seq' });
    const token = this.reader.number();
    const value = Number(token);
    if (/^\d+$/.test(token) && Number.isSafeInteger(value)) this.seq = value;
    else this.noteFault('seq_not_integer', { field: 'seq', value: token.slice(0, 64) });
  }

  private section(name: string, member: (key: string) => void): void {
    if (this.reader.kind() !== 'object') return this.rejectMessage('section_not_object', { field: name });
    this.reader.object((key) => {
      if (KEY.test(key)) member(key);
      else this.rejectMessage('signal_key_malformed', { field: `${name}.${key.slice(0, 80)}` });
    });
  }

  private number(section: 'c' | 'g', key: string): void {
    const field = `${section}.${key}`;
    const kind = this.reader.kind();
    if (kind === 'number') {
      const token = this.reader.number();
      const number = toDouble(token);
      if (number) this.add(field, { key, section, value: number.value, exact: number.exact, quality: 0 });
      else this.noteFault('number_out_of_range', { field, value: token.slice(0, 64) });
      return;
    }
    // A counter without a value must be omitted. Null in a gauge means that its sensor has no value.
    if (kind === 'literal' && section === 'g') {
      if (this.reader.literal() === null)
        this.add(field, { key, section, value: null, exact: null, quality: 0 });
      else this.noteFault('value_not_number', { field });
      return;
    }
    this.rejectMessage('value_not_number', { field });
  }

  private text(section: 'state' | 'e', key: string, field: string): void {
    if (this.reader.kind() !== 'string') return this.rejectMessage('value_not_text', { field });
    const value = this.reader.string();
    const length = characters(value);
    if (length > MAX_TEXT) return this.noteFault('text_too_long', { field, length, limit: MAX_TEXT });
    if (!isStorableText(value)) return this.noteFault('text_malformed', { field });
    this.add(field, { key, section, value, exact: null, quality: 0 });
  }

  private quality(key: string): void {
    const field = `q.${key}`;
    if (this.reader.kind() !== 'number') return this.rejectMessage('quality_unknown', { field });
    const token = this.reader.number();
    if (this.qualities.has(key)) this.noteFault('signal_repeated', { field });
    else if (/^[0-3]$/.test(token)) this.qualities.set(key, Number(token) as Quality);
    else this.noteFault('quality_unknown', { field, value: token.slice(0, 64) });
  }

  private add(field: string, value: SentValue): void {
    if (this.keys.has(value.key)) return this.noteFault('signal_repeated', { field });
    this.keys.set(value.key, value);
    this.values.push(value);
  }

  /** Records a fault at a value that has not been read yet. */
  private rejectMessage(code: FaultCode, params: Fault['params']): void {
    this.reader.skip(1);
    this.noteFault(code, params);
  }

  private noteFault(code: FaultCode, params: Fault['params']): void {
    this.fault ??= { code, params: { ...params, index: this.index } };
  }
}
