import { Exact } from '#platform';

/** A case that was worked out beforehand: what it says, and what must come of it. */
export interface WorkedCase {
  readonly id: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly expected: Readonly<Record<string, unknown>>;
}

export interface DoorRequest {
  readonly door: 'pricing' | 'metering' | 'contracts' | 'invoices' | 'terms';
  readonly body: object;
}

/** How a case is asked through the doors. */
export interface CaseMapping {
  readonly requests: readonly DoorRequest[];
  /** What the doors' answers, one a request, say to what the case expects, in the case's own words. */
  got(answers: readonly unknown[]): Readonly<Record<string, unknown>>;
}

/** Precision of a case that names no currency: its amounts are written with two decimals. */
export const CENTS = 2;

const DECIMAL = /^-?\d+(\.\d+)?$/;

/** Whether all that was expected was got: decimals compare by value, `85/92` is the quotient to nine places. */
export function agrees(expected: unknown, got: unknown): boolean {
  const [a, b] = [toDecimal(expected), toDecimal(got)];
  if (a && b) return a.eq(b);
  if (Array.isArray(expected))
    return (
      Array.isArray(got) &&
      got.length === expected.length &&
      expected.every((each, index) => agrees(each, got[index]))
    );
  if (typeof expected === 'object' && expected !== null)
    return (
      typeof got === 'object' &&
      got !== null &&
      Object.entries(expected).every(([key, value]) => agrees(value, (got as Record<string, unknown>)[key]))
    );
  return expected === got;
}

function toDecimal(value: unknown): Exact | null {
  if (typeof value === 'number') return new Exact(value);
  if (typeof value !== 'string') return null;
  if (DECIMAL.test(value)) return new Exact(value);
  const [over, under] = /^\d+\/\d+$/.test(value) ? value.split('/') : [];
  return over && under ? new Exact(over).div(under).toDecimalPlaces(9) : null;
}
