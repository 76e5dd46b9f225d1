import { formatAmount } from './money.js';

/** Parameters of the server's texts that are amounts in the currency of the parameter `currency`. */
const AMOUNTS: ReadonlySet<string> = new Set(['amount', 'left', 'limit', 'sum']);

/**
 * Formats a parameter of a message from the server if it is an amount of money, with the decimals of its currency; null
 * if it is not.
 */
export function formatParameter(
  name: string,
  value: unknown,
  currency: unknown,
  locale: string,
): string | null {
  const isAmount =
    AMOUNTS.has(name) &&
    typeof currency === 'string' &&
    /^[A-Z]{3}$/.test(currency) &&
    typeof value === 'string' &&
    /^-?\d+(\.\d+)?$/.test(value);
  return isAmount ? formatAmount(value, currency, locale) : null;
}
