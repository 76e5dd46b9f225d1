/**
 * Between a number and its unit; no line end may tear it apart. Inter's narrow no-break space is under 2 px at body size and
 * reads as none, its plain one is as thin as the pictures ask.
 */
export const UNIT_SPACE = '\u00a0';

const MINUS = '\u2212';

/** Turns the hyphen-minus that Intl writes in some languages into the true minus. */
export function withTrueMinus(text: string): string {
  return text.replace(/-/g, MINUS);
}

/**
 * Formats a number or an exact decimal string; a string is never turned into a float.
 * `decimals` fixes the digits; without it a string keeps every digit it has and a number at most three.
 */
export function formatNumber(value: string | number, locale: string, decimals?: number): string {
  const digits = decimals ?? (typeof value === 'string' ? (value.split('.')[1]?.length ?? 0) : undefined);
  const options: Intl.NumberFormatOptions =
    digits === undefined
      ? { maximumFractionDigits: 3 }
      : { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return withTrueMinus(
    new Intl.NumberFormat(locale, options).format(value as Intl.StringNumericLiteral | number),
  );
}

/** Decimals with which quantities are kept: none is shown with more. */
const QUANTITY_DECIMALS = 12;

/** The decimals of a quantity as it is shown; undefined where it is no decimal string and is shortened like any number. */
export function quantityDecimals(value: string | number): number | undefined {
  return typeof value === 'string' ? Math.min(mostDecimals([value]), QUANTITY_DECIMALS) : undefined;
}

/** A share of one as per cent with a thin space, for example `99.6 %`. */
export function formatPercent(share: number, locale: string, decimals = 0): string {
  return `${formatNumber(share * 100, locale, decimals)}${UNIT_SPACE}%`;
}

/** The most decimals that any of the values has: a column written with them lines up at the point. */
export function mostDecimals(values: readonly (string | null)[]): number {
  return Math.max(0, ...values.map((value) => value?.split('.')[1]?.length ?? 0));
}
