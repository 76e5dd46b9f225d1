import { formatNumber } from '../number.js';
import { plainText } from './plain-text.js';

/**
 * A number that was typed: an exact decimal such as `1234.50`, empty for an empty field, or the reason that it is
 * rejected.
 */
export type DecimalReading =
  | { readonly kind: 'number'; readonly value: string }
  | { readonly kind: 'empty' }
  | { readonly kind: 'malformed' }
  /** `1,234` from an unknown source can be 1234 or 1.234; both are exact decimals. */
  | { readonly kind: 'ambiguous'; readonly grouped: string; readonly fractional: string };

export interface ReadDecimalOptions {
  /** Whether the text was pasted, so that it can have another language's notation. */
  readonly isPasted?: boolean;
  /** Texts that may stand before or after the number, such as the field's unit. */
  readonly units?: readonly string[];
  /** Largest number of decimals of the field, which can exclude one of two interpretations. */
  readonly decimals?: number;
}

const SIGNED = /^([-+]?) ?(.+)$/;
const DIGITS = /^\d+$/;
/** Groups of three digits, separated by the same character. */
const GROUPED = /^\d{1,3}(?:([ ',.])\d{3})(?:\1\d{3})*$/;
/** One separator, followed by exactly three digits: thousands in one notation, a fraction in the other. */
const AMBIGUOUS = /^[1-9]\d{0,2}[.,]\d{3}$/;

interface Separators {
  readonly decimal: string;
  readonly group: string;
}

/** Returns the separators of a language's numbers as plain text: a no-break space is a space. */
function separatorsOf(locale: string): Separators {
  const parts = new Intl.NumberFormat(locale, { useGrouping: true }).formatToParts(1_234_567.8);
  const part = (type: string): string => plainSeparator(parts.find((one) => one.type === type)?.value ?? '');
  return { decimal: part('decimal') || '.', group: part('group') || ' ' };
}

const plainSeparator = (text: string): string => (/^\s$/.test(text) ? ' ' : text);

/**
 * Reads a number as a person writes it, without converting it to a float.
 *
 * - With both separators, the last one is the decimal separator: `1.234,5` and `1,234.5` are accepted in all languages.
 * - A separator that is repeated groups digits: `1.234.567`.
 * - A single separator that is not followed by exactly three digits, or that follows a zero, is the decimal separator:
 *   `0,026`, `12.5`.
 * - `1,234` can be either. Typed text follows the person's language if the separator is part of its notation. Pasted
 *   text, or text with a separator that the language does not use, is rejected as ambiguous, unless the field has too
 *   few decimals for a fraction.
 */
export function readDecimal(
  text: string,
  locale: string,
  { isPasted = false, units = [], decimals = Infinity }: ReadDecimalOptions = {},
): DecimalReading {
  const plain = withoutUnit(plainText(text), units);
  if (plain === '') return { kind: 'empty' };
  const [, sign = '', unsigned = ''] = SIGNED.exec(plain) ?? [];
  const body = unsigned.replace(/[’`´]/g, "'");
  if (AMBIGUOUS.test(body)) {
    const reading = readAmbiguous(sign, body, separatorsOf(locale), isPasted);
    return reading.kind === 'ambiguous' && isFinerThan(reading.fractional, decimals)
      ? { kind: 'number', value: reading.grouped }
      : reading;
  }
  const [whole, fraction] = splitNumber(body);
  const digits = ungrouped(whole);
  if (digits === null || !(fraction === '' || DIGITS.test(fraction)) || (digits === '' && fraction === ''))
    return { kind: 'malformed' };
  return { kind: 'number', value: toCanonical(sign, digits, fraction) };
}

function withoutUnit(text: string, units: readonly string[]): string {
  const unit = units
    .map(plainText)
    .find((one) => one !== '' && /\D/.test(one) && (text.endsWith(one) || text.startsWith(one)));
  if (unit === undefined) return text;
  return (text.endsWith(unit) ? text.slice(0, -unit.length) : text.slice(unit.length)).trim();
}

function readAmbiguous(
  sign: string,
  body: string,
  { decimal, group }: Separators,
  isPasted: boolean,
): DecimalReading {
  const separator = body.includes(',') ? ',' : '.';
  const [whole = '', fraction = ''] = body.split(separator);
  const grouped = toCanonical(sign, whole + fraction, '');
  const fractional = toCanonical(sign, whole, fraction);
  if (!isPasted && separator === decimal) return { kind: 'number', value: fractional };
  if (!isPasted && separator === group) return { kind: 'number', value: grouped };
  return { kind: 'ambiguous', grouped, fractional };
}

/** Splits a number at its decimal separator, if it has one. */
function splitNumber(body: string): readonly [whole: string, fraction: string] {
  const at = Math.max(body.lastIndexOf('.'), body.lastIndexOf(','));
  if (at < 0) return [body, ''];
  const isRepeated = body.indexOf(body[at]!) !== at;
  return isRepeated ? [body, ''] : [body.slice(0, at), body.slice(at + 1)];
}

/** Returns the digits of a whole number without its separators of thousands; null if these are misplaced. */
function ungrouped(whole: string): string | null {
  if (whole === '' || DIGITS.test(whole)) return whole;
  return GROUPED.test(whole) ? whole.replace(/\D/g, '') : null;
}

function toCanonical(sign: string, whole: string, fraction: string): string {
  const digits = whole.replace(/^0+(?=\d)/, '') || '0';
  const isZero = /^0*$/.test(digits + fraction);
  return `${sign === '-' && !isZero ? '-' : ''}${digits}${fraction === '' ? '' : `.${fraction}`}`;
}

const CANONICAL = /^-?\d+(\.\d+)?$/;

/** Returns whether a string is an exact decimal that the API accepts. */
export const isCanonicalDecimal = (text: string): boolean => CANONICAL.test(text);

/** Formats an exact decimal in a language with all its digits; any other text stays unchanged. */
export function showDecimal(value: string, locale: string): string {
  return isCanonicalDecimal(value) ? formatNumber(value, locale) : value;
}

/**
 * Formats an exact decimal for editing: with the language's decimal separator, but without separators of thousands,
 * which would be misplaced by the next digit.
 */
export function editDecimal(value: string, locale: string): string {
  return isCanonicalDecimal(value) ? value.replace('.', separatorsOf(locale).decimal) : value;
}

/** Number of digits after the decimal point of an exact decimal. */
const fractionDigits = (decimal: string): number => decimal.split('.')[1]?.length ?? 0;

/** Removes zeros after the last decimal that a field allows: `12.3400` with two decimals is `12.34`. */
export function withoutExcessZeros(value: string, decimals: number): string {
  const [whole = '', fraction = ''] = value.split('.');
  const kept = fraction.slice(0, decimals) + fraction.slice(decimals).replace(/0+$/, '');
  return kept === '' ? whole : `${whole}.${kept}`;
}

/** Returns whether a number has more decimals than a field allows. */
export function isFinerThan(value: string, decimals: number): boolean {
  return fractionDigits(withoutExcessZeros(value, decimals)) > decimals;
}

/** Compares two exact decimals; the result has the sign of `a - b`. */
export function compareDecimals(a: string, b: string): number {
  const digits = Math.max(fractionDigits(a), fractionDigits(b));
  const scaled = (decimal: string): bigint => {
    const [whole = '0', fraction = ''] = decimal.split('.');
    return BigInt(whole + fraction.padEnd(digits, '0'));
  };
  const [left, right] = [scaled(a), scaled(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}
