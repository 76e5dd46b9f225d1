/**
 * Space between a number and its unit, which must not break across lines. A no-break space is used, because Inter's
 * narrow no-break space is under 2 px at body size and hardly visible.
 */
export const UNIT_SPACE = '\u00a0';

const MINUS = '\u2212';

/** Replaces the hyphen-minus that Intl uses in some languages with the true minus sign. */
export function withTrueMinus(text: string): string {
  return text.replace(/-/g, MINUS);
}

/**
 * Formats a number or an exact decimal string without converting the string to a float. `decimals` fixes the digits;
 * without it, a string keeps every digit and a number at most three decimals.
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

/** Number of decimals of stored quantities, which is also the maximum shown. */
const QUANTITY_DECIMALS = 12;

/**
 * Number of decimals to display for a quantity; undefined for a value that is not a decimal string, which is rounded
 * like any number.
 */
export function quantityDecimals(value: string | number): number | undefined {
  return typeof value === 'string' ? Math.min(maxDecimals([value]), QUANTITY_DECIMALS) : undefined;
}

/** The percent sign as it follows a number: only Spanish separates it with a space. */
export function percentSign(locale: string): string {
  return locale.startsWith('es') ? `${UNIT_SPACE}%` : '%';
}

/** Formats a fraction as a percentage, for example `99.6%`. */
export function formatPercent(share: number, locale: string, decimals = 0): string {
  return `${formatNumber(share * 100, locale, decimals)}${percentSign(locale)}`;
}

/** Largest number of decimals of the values, which aligns a column at the decimal point. */
export function maxDecimals(values: readonly (string | null)[]): number {
  return Math.max(0, ...values.map((value) => value?.split('.')[1]?.length ?? 0));
}
