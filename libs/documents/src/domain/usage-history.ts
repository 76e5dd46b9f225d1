import type { UsageHistory } from './invoice-document.js';

/** Number of months of a usage chart. */
export const CHART_MONTHS = 12;
/** Minimum number of months with a known quantity. A chart with fewer months shows no more than the line does. */
const MIN_BILLED = 2;

/** Usage of a billed month, `YYYY-MM`. */
export interface BilledUsage {
  readonly month: string;
  /** Decimal; null if a part of the quantity is unknown. */
  readonly quantity: string | null;
  /** Units of its meters. */
  readonly units: readonly string[];
}

/**
 * Returns the usage of the twelve months up to a month; null if there is too little to compare, or if the months were
 * measured in different units.
 * @param last the document's own month, `YYYY-MM`
 */
export function toUsageHistory(
  position: number,
  last: string,
  billed: readonly BilledUsage[],
): UsageHistory | null {
  const [unit, ...others] = new Set(billed.flatMap(({ units }) => units));
  const known = billed.filter(({ quantity }) => quantity !== null);
  if (unit === undefined || others.length > 0 || known.length < MIN_BILLED) return null;
  const byMonth = new Map(billed.map(({ month, quantity }) => [month, quantity]));
  const months = Array.from({ length: CHART_MONTHS }, (_, index) => {
    const month = addMonths(last, index - CHART_MONTHS + 1);
    return { month, quantity: byMonth.get(month) ?? null };
  });
  return { position, unit, months };
}

function addMonths(month: string, count: number): string {
  const [year, number] = month.split('-').map(Number);
  const index = year! * 12 + number! - 1 + count;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
}

/**
 * Returns the heights of bars as shares of the axis, and the upper end of the axis. Quantities are converted to
 * floating-point numbers only for these heights on paper.
 */
export function scaleBars(quantities: readonly (string | null)[]): {
  readonly top: number;
  readonly shares: readonly (number | null)[];
} {
  const values = quantities.map((quantity) => (quantity === null ? null : Math.max(0, Number(quantity))));
  const top = niceCeiling(Math.max(0, ...values.map((value) => value ?? 0)));
  return { top, shares: values.map((value) => value && value / top) };
}

/** Returns the smallest of 1, 2, 4, 5 and 8 times a power of ten that is not below a value; 1 for zero. */
function niceCeiling(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 4, 5, 8, 10].find((each) => each * power >= value) ?? 10;
  return step * power;
}
