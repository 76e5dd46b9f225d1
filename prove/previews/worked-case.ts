import { Exact } from '#platform';

/** An independently worked case: its input and its expected result. */
export interface WorkedCase {
  readonly id: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly expected: Readonly<Record<string, unknown>>;
}

export interface PreviewRequest {
  readonly preview: 'pricing' | 'metering' | 'contracts' | 'invoices' | 'terms';
  readonly body: object;
}

/** The requests with which a case calls the previews, and the mapping of the responses. */
export interface CaseMapping {
  readonly requests: readonly PreviewRequest[];
  /** Maps the previews' responses, one per request, to the fields that the case expects. */
  got(answers: readonly unknown[]): Readonly<Record<string, unknown>>;
}

/** Number of decimals in the amounts of a case without a currency. */
export const CENTS = 2;

const DECIMAL = /^-?\d+(\.\d+)?$/;

/**
 * Returns true if every expected field was returned. Decimals are compared by value, and `85/92` means the quotient to
 * nine decimals.
 */
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
