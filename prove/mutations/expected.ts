import { Decimal } from 'decimal.js';

/** A value in the format of the readings export. An integer that a double can't represent is a string of digits. */
export interface ExpectedValue {
  readonly value: number | string | boolean | null;
  /** Quality: 0 is good, 1 uncertain, 2 bad, 3 stale. */
  readonly quality: number;
  /** True if the value is a number with more digits than a double preserves. */
  readonly isLong: boolean;
  /** True if the value is a string that does not consist of a number's digits. */
  readonly isText: boolean;
}

/** A reading in a payload. Contains only what the payload alone determines. */
export interface ExpectedReading {
  /** The sender's name for the device; null for the sender itself. */
  readonly device: string | null;
  /** Epoch milliseconds; null for the time of arrival. */
  readonly timeMs: number | null;
  readonly seq: number | null;
  readonly values: ReadonlyMap<string, ExpectedValue>;
}

/** The expected outcome of a payload. Contains only what the payload alone determines. */
export interface Expectation {
  readonly readings: readonly ExpectedReading[];
  /** Number of messages that are quarantined because of their content, by device. */
  readonly aside: readonly { readonly device: string | null; readonly count: number }[];
}

export const MESSAGE_QUARANTINED: Expectation = { readings: [], aside: [{ device: null, count: 1 }] };

/** A double preserves every decimal with this many digits. */
const MAX_DIGITS = 15;
const SMALLEST_DOUBLE = 2.2250738585072014e-308;

/**
 * Returns true if a double can represent a number: it is neither too large nor so close to zero that digits are lost.
 */
export function isRepresentable(token: string): boolean {
  const number = Number(token);
  return Number.isFinite(number) && (Math.abs(number) >= SMALLEST_DOUBLE || isZero(token));
}

/** Returns a number from its source text. */
export function numberOf(token: string, quality = 0): ExpectedValue {
  const number = Number(token) + 0;
  const isWhole = /^-?\d+$/.test(token);
  const value = isWhole && BigInt(token) !== BigInt(number) ? token : number;
  return { value, quality, isLong: !isZero(token) && new Decimal(token).sd() > MAX_DIGITS, isText: false };
}

export function plainValue(value: ExpectedValue['value'], quality = 0): ExpectedValue {
  return { value, quality, isLong: false, isText: typeof value === 'string' };
}

function isZero(token: string): boolean {
  return !/[1-9]/.test(token.replace(/[eE].*$/, ''));
}

/** Returns true if PostgreSQL can store a string: it must contain no NUL and no lone surrogates. */
export function isStorableText(text: string): boolean {
  return !/[\0\p{Surrogate}]/u.test(text);
}

/** Maximum number of characters in a text value. */
export const TEXT_CHARACTERS = 1024;

/** Returns true for a valid text value. */
export function isTextValue(text: string): boolean {
  return [...text].length <= TEXT_CHARACTERS && isStorableText(text);
}

/**
 * Returns the signal key for a name, in a format that allows more names than there are keys; undefined if the key
 * would be too long.
 */
export function keyOf(name: string): string | undefined {
  const isKey = (text: string): boolean => /^[a-z][a-z0-9_.-]{0,63}$/i.test(text);
  if (isKey(name)) return name;
  const letters = Array.from(name, (letter) => {
    const number = letter.codePointAt(0)!;
    if (number > 127) return `u${number.toString(16)}`;
    if (letter === '/') return '.';
    return /[\w.-]/.test(letter) ? letter : '_';
  }).join('');
  const key = /^[a-z]/i.test(letters) ? letters : `k${letters}`;
  return isKey(key) ? key : undefined;
}
