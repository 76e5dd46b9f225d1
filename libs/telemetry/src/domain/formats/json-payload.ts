import type { Fault } from '../messages/fault.js';
import { JsonFault, JsonReader } from '../messages/json-reader.js';
import { MAX_PAYLOAD_BYTES } from '../messages/native-format.js';
import { isStorableText } from '../messages/storable-text.js';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Parses a payload that must be a single JSON text. Never throws because of the content.
 * @param read reads the whole value; anything after it is a fault
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

/** Any JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
export type JsonObject = { readonly [name: string]: Json };

/**
 * Parses a payload that must be a single JSON object of limited depth. If a name is repeated, the last value applies.
 */
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

/**
 * Returns true when a double can represent the magnitude of every number; JSON.parse turns larger ones into infinity.
 */
export function isFiniteJson(value: Json): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value !== 'object' || value === null || Object.values(value).every(isFiniteJson);
}

/** Returns true when the database can store the value. */
export function isStorableJson(value: Json): boolean {
  if (typeof value === 'string') return isStorableText(value);
  if (Array.isArray(value)) return (value as readonly Json[]).every(isStorableJson);
  if (!isJsonObject(value)) return true;
  return Object.entries(value).every(([name, child]) => isStorableText(name) && isStorableJson(child));
}

/** Returns JSON text for display; U+FFFD replaces characters that the database can't store. */
export function toStorableJsonText(value: Json): string {
  // JSON.stringify escapes NUL and lone surrogates.
  return JSON.stringify(value).replace(/\\(?:\\|u0000|ud[89a-f][0-9a-f]{2})/g, (escape) =>
    escape === '\\\\' ? escape : '\ufffd',
  );
}
