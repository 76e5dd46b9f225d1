import type { Fault } from '../messages/fault.js';
import {
  type FaultyMessage,
  MAX_SIGNALS,
  MAX_TEXT,
  type NativeMessage,
  type SentValue,
} from '../messages/native-format.js';
import { characters, isStorableText } from '../messages/storable-text.js';

/** What a payload says of one device, in the shape of the native format. */
export interface DeviceReport {
  /** The name by which a gateway speaks of it; null: the connected device itself. */
  readonly device: string | null;
  readonly messages: readonly NativeMessage[];
  readonly faulty: readonly FaultyMessage[];
}

/** What became of a payload that can be read. */
export interface Decoded {
  readonly devices: readonly DeviceReport[];
}

/** A value as formats without sections have it; JSON and arrays are text by now. */
export type PlainValue = number | string | boolean | null;

const FITTING = /^[A-Za-z][A-Za-z0-9_.-]{0,63}$/;

/**
 * The signal key for a name that another format allows: unchanged where it fits, otherwise a slash is a point, a letter beyond
 * ASCII is `u` with its number, and any other character an underscore. Undefined where the result is longer than a key may be.
 */
export function toSignalKey(name: string): string | undefined {
  if (FITTING.test(name)) return name;
  let key = '';
  for (const letter of name) {
    if (/[A-Za-z0-9_.-]/.test(letter)) key += letter;
    else if (letter === '/') key += '.';
    else if (letter.codePointAt(0)! < 128) key += '_';
    else key += `u${letter.codePointAt(0)!.toString(16)}`;
    if (key.length > 64) return undefined;
  }
  if (!/^[A-Za-z]/.test(key)) key = `k${key}`;
  return FITTING.test(key) ? key : undefined;
}

/**
 * A value of a format that has no sections. A number, a switch or nothing is a gauge until the registry says that the signal
 * is a counter: a section tells no more than how an unknown signal is listed. Text is an event, or the machine's state.
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

/** Why a text can't be a value, if it can't. */
export function findTextFault(field: string, text: string): Fault | undefined {
  const length = characters(text);
  if (length > MAX_TEXT) return { code: 'text_too_long', params: { field, length, limit: MAX_TEXT } };
  return isStorableText(text) ? undefined : { code: 'text_malformed', params: { field } };
}

/**
 * Messages of one moment. Other formats send as many values as they like; each message of ours takes a limited number, and
 * those of one moment are told apart by what they say.
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
