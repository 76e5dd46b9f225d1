/** Search text, parsed as words and as an amount. */
export interface SearchText {
  /** Lower-case words. An object matches if it contains all of them. */
  readonly words: readonly string[];
  /** Possible amounts; empty if the text is not a number. */
  readonly amounts: readonly TypedAmount[];
}

/** A typed amount. Missing decimals match any decimals: `986` matches 986.04. */
export interface TypedAmount {
  readonly whole: string;
  readonly fraction: string;
}

const MAX_WORDS = 6;
const MAX_WHOLE_DIGITS = 13;

/** Currency codes and symbols before or after an amount. */
const CURRENCY = /^[a-z]{3}(?=[\d\s-])|^[€$£¥]|(?<=[\s\d])[a-z]{3}$|[€$£¥]$/gi;

/** Splits a search text into words, and parses it as an amount if possible. */
export function parseSearchText(text: string): SearchText {
  const words = text.toLowerCase().trim().split(/\s+/u).filter(Boolean).slice(0, MAX_WORDS);
  return { words, amounts: readAmounts(text.trim()) };
}

/**
 * Parses an amount with any thousands and decimal separators. `1,234` leads to two amounts, because its meaning differs
 * between countries.
 */
function readAmounts(text: string): TypedAmount[] {
  const number = text.replace(CURRENCY, '').trim();
  if (!/^\d[\d.,' \u00a0\u202f]*$/u.test(number)) return [];
  const digits = number.replaceAll(/[^\d]/gu, '');
  const last = /[.,](\d*)$/u.exec(number);
  const readings: TypedAmount[] = [];
  if (last) readings.push({ whole: digits.slice(0, digits.length - last[1]!.length), fraction: last[1]! });
  if (!last || last[1]!.length === 3) readings.push({ whole: digits, fraction: '' });
  return readings
    .map(({ whole, fraction }) => ({ whole: whole.replace(/^0+(?=\d)/u, '') || '0', fraction }))
    .filter(({ whole, fraction }) => whole.length <= MAX_WHOLE_DIGITS && fraction.length <= 4);
}

/** Bounds of an amount in minor units, both inclusive. */
export interface MinorRange {
  readonly from: string;
  readonly to: string;
}

/**
 * Returns the range of amounts, in minor units, that match a typed amount.
 * @param decimals number of decimals of the currency
 * @returns null if more decimals were typed than the currency has
 */
export function minorRangeOf({ whole, fraction }: TypedAmount, decimals: number): MinorRange | null {
  if (fraction.length > decimals) return null;
  const open = decimals - fraction.length;
  return { from: `${whole}${fraction}${'0'.repeat(open)}`, to: `${whole}${fraction}${'9'.repeat(open)}` };
}
