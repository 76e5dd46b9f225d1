import type { Fault } from '../messages/fault.js';
import {
  type FaultyMessage,
  MAX_SIGNALS,
  MAX_TEXT,
  type NativeMessage,
  type SentValue,
} from '../messages/native-format.js';
import { characters, isStorableText } from '../messages/storable-text.js';

/** Content of a payload for one device, converted to messages of the native format. */
export interface DeviceReport {
  /** The name that a gateway uses for the device; null for the connected device itself. */
  readonly device: string | null;
  readonly messages: readonly NativeMessage[];
  readonly faulty: readonly FaultyMessage[];
}

/** The result of decoding a readable payload. */
export interface Decoded {
  readonly devices: readonly DeviceReport[];
}

/**
 * A value of a format without sections such as gauges and counters; objects and arrays have been converted to JSON
 * text.
 */
export type PlainValue = number | string | boolean | null;

const VALID_KEY = /^[A-Za-z][A-Za-z0-9_.-]{0,63}$/;

/**
 * Converts a name of another format to a signal key. A valid name stays unchanged. Otherwise, a slash becomes a dot, a
 * character beyond ASCII becomes `u` and its hexadecimal code point, and any other character becomes an underscore. A
 * result that does not start with a letter gets the prefix `k`. Returns undefined if the result is too long for a key.
 */
export function toSignalKey(name: string): string | undefined {
  if (VALID_KEY.test(name)) return name;
  let key = '';
  for (const letter of name) {
    if (/[A-Za-z0-9_.-]/.test(letter)) key += letter;
    else if (letter === '/') key += '.';
    else if (letter.codePointAt(0)! < 128) key += '_';
    else key += `u${letter.codePointAt(0)!.toString(16)}`;
    if (key.length > 64) return undefined;
  }
  if (!/^[A-Za-z]/.test(key)) key = `k${key}`;
  return VALID_KEY.test(key) ? key : undefined;
}

/**
 * Converts a value of a format without sections. Numbers, booleans and null are gauges until the registry defines the
 * signal as a counter; the section only affects how an unknown signal is listed. Text is an event or the machine's
 * state.
 */
export function toSentValue(
  key: string,
  value: PlainValue,
  exact: string | null = null,
  quality: SentValue['quality'] = 0,
): SentValue {
  const section = typeof value === 'string' ? (key === 'state' ? 'state' : 'e') : 'g';
  return { key, section, value, exact, quality };
}

/** Returns the fault of a string that is invalid as a value; undefined if the string is valid. */
export function findTextFault(field: string, text: string): Fault | undefined {
  const length = characters(text);
  if (length > MAX_TEXT) return { code: 'text_too_long', params: { field, length, limit: MAX_TEXT } };
  return isStorableText(text) ? undefined : { code: 'text_malformed', params: { field } };
}

/**
 * Builds messages for one moment. Other formats allow any number of values, but a native message has a limit, so
 * several messages may be needed. Messages of the same moment are distinguished by their content.
 */
export function toMessages(
  index: number,
  text: string,
  timeMs: number | null,
  values: readonly SentValue[],
): NativeMessage[] {
  const messages: NativeMessage[] = [];
  for (let from = 0; from < values.length; from += MAX_SIGNALS) {
    messages.push({ index, text, timeMs, seq: null, values: values.slice(from, from + MAX_SIGNALS) });
  }
  return messages;
}
