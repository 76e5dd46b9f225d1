import type { Fault } from '../messages/fault.js';
import { JsonFault, JsonReader } from '../messages/json-reader.js';
import { MAX_PAYLOAD_BYTES } from '../messages/native-format.js';
import { isStorableText } from '../messages/storable-text.js';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads a payload that must be one JSON text. Never throws for what a device sent.
 * @param read reads the whole value; what follows it is a fault
 */
export function readJsonPayload<T extends object>(
  bytes: Uint8Array,
  read: (reader: JsonReader) => T | Fault,
): T | Fault {
  if (bytes.length > MAX_PAYLOAD_BYTES)
    return { code: 'payload_too_large', params: { bytes: bytes.length, limit: MAX_PAYLOAD_BYTES } };
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    return { code: 'not_utf8', params: {} };
  }
  try {
    const reader = new JsonReader(text);
    const result = read(reader);
    if (!('code' in result)) reader.end();
    return result;
  } catch (error) {
    if (error instanceof JsonFault)
      return { code: 'not_json', params: { at: error.at, expected: error.expected } };
    throw error;
  }
}

/** A value that JSON can say. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
export type JsonObject = { readonly [name: string]: Json };

/** A payload that must be one JSON object of no great depth. Of a name that comes twice the last counts. */
export function parseJsonObject(bytes: Uint8Array): { readonly object: JsonObject } | Fault {
  return readJsonPayload(bytes, (reader) => {
    if (reader.kind() !== 'object') {
      reader.skip();
      return { code: 'not_an_object', params: {} } satisfies Fault;
    }
    const start = reader.at;
    reader.skip();
    return { object: JSON.parse(reader.text.slice(start, reader.at)) as JsonObject };
  });
}

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a double holds every number in it: JSON.parse makes infinity of one that is too large. */
export function isFiniteJson(value: Json): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value !== 'object' || value === null || Object.values(value).every(isFiniteJson);
}

/** Whether the database can keep it. */
export function isStorableJson(value: Json): boolean {
  if (typeof value === 'string') return isStorableText(value);
  if (Array.isArray(value)) return (value as readonly Json[]).every(isStorableJson);
  if (!isJsonObject(value)) return true;
  return Object.entries(value).every(([name, child]) => isStorableText(name) && isStorableJson(child));
}

/** JSON text of what is only looked at: a mark (U+FFFD) stands for what the database can't keep. */
export function toStorableJsonText(value: Json): string {
  // JSON.stringify escapes NUL, and of surrogates those that stand alone.
  return JSON.stringify(value).replace(/\\(?:\\|u0000|ud[89a-f][0-9a-f]{2})/g, (escape) =>
    escape === '\\\\' ? escape : '\ufffd',
  );
}
