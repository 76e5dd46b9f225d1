import { Decimal } from 'decimal.js';

/** A value as the export of readings gives it: whole numbers that a double doesn't hold are texts of their digits. */
export interface ExpectedValue {
  readonly value: number | string | boolean | null;
  /** 0 good, 1 uncertain, 2 bad, 3 stale. */
  readonly quality: number;
  /** A number that was written with more digits than a double keeps. */
  readonly isLong: boolean;
  /** Text, and not the digits of a number. */
  readonly isText: boolean;
}

/** A reading that a payload says, as far as the payload alone tells. */
export interface ExpectedReading {
  /** By which name its sender speaks of it; null: the sender itself. */
  readonly device: string | null;
  /** Epoch milliseconds; null: the moment of arrival. */
  readonly timeMs: number | null;
  readonly seq: number | null;
  readonly values: ReadonlyMap<string, ExpectedValue>;
}

/** What is to become of a payload, as far as the payload alone tells. */
export interface Expectation {
  readonly readings: readonly ExpectedReading[];
  /** By device, how many of its messages are set aside for what they say. */
  readonly aside: readonly { readonly device: string | null; readonly count: number }[];
}

export const WHOLE_ASIDE: Expectation = { readings: [], aside: [{ device: null, count: 1 }] };

/** A double keeps every decimal of so many digits. */
const KEPT_DIGITS = 15;
const SMALLEST = 2.2250738585072014e-308;

/** Whether a double holds a number: neither too large nor so close to zero that digits are lost. */
export function isHeld(token: string): boolean {
  const number = Number(token);
  return Number.isFinite(number) && (Math.abs(number) >= SMALLEST || isZero(token));
}

/** A number by its source text. */
export function numberOf(token: string, quality = 0): ExpectedValue {
  const number = Number(token) + 0;
  const isWhole = /^-?\d+$/.test(token);
  const value = isWhole && BigInt(token) !== BigInt(number) ? token : number;
  return { value, quality, isLong: !isZero(token) && new Decimal(token).sd() > KEPT_DIGITS, isText: false };
}

export function plain(value: ExpectedValue['value'], quality = 0): ExpectedValue {
  return { value, quality, isLong: false, isText: typeof value === 'string' };
}

function isZero(token: string): boolean {
  return !/[1-9]/.test(token.replace(/[eE].*$/, ''));
}

/** Whether PostgreSQL keeps a text: without NUL, and with whole letters alone. */
export function isKeptText(text: string): boolean {
  return !/[\0\p{Surrogate}]/u.test(text);
}

/** Texts of values have at most so many characters. */
export const TEXT_CHARACTERS = 1024;

/** Whether a text can be a value. */
export function isTextValue(text: string): boolean {
  return [...text].length <= TEXT_CHARACTERS && isKeptText(text);
}

/** The signal key of a name in a format that allows more names than there are keys; undefined where it gets too long. */
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
