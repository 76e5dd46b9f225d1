import { assertNoFaults, DomainError, Exact, type FieldFault, minorDecimals, sumOf } from '#platform/domain';
import type { Credit, RemainingAmounts } from '../calculation/invoice-credits.js';

/**
 * A requested credit: the whole remaining amount, a net amount of the whole invoice, or net amounts of lines. Decimals
 * are strings.
 */
export type CreditRequest =
  | { readonly all: true }
  | { readonly net: string }
  | { readonly lines: readonly { readonly lineId: string; readonly net: string }[] };

/** A line with an amount. Lists of creditable lines don't contain lines on hold. */
export interface CreditableLine {
  readonly id: string;
  readonly position: number;
}

/**
 * Converts a request to a credit, provided that the remaining amounts suffice.
 * @param left the remaining amounts after earlier credit notes, by index in `lines`
 * @throws DomainError billing.nothing_left_to_credit, billing.credit_invalid (with fields)
 */
export function toCredit(
  request: CreditRequest,
  lines: readonly CreditableLine[],
  left: RemainingAmounts,
  currency: string,
): Credit {
  const whole = sumOf(left.net);
  // A document with a negative total can't be credited; a correction fixes its errors.
  if (whole.lt(0)) throw new DomainError('billing.nothing_left_to_credit');
  if (left.net.every((amount) => amount.isZero()) && left.tax.every((amount) => amount.isZero()))
    throw new DomainError('billing.nothing_left_to_credit');
  if ('all' in request) return { net: whole.toFixed() };
  if ('net' in request) {
    assertValidCredit(faultsOfAmount(request.net, whole, currency, '/net'));
    return { net: request.net };
  }
  const indexes = request.lines.map(({ lineId }) => lines.findIndex(({ id }) => id === lineId));
  assertValidCredit([
    ...(request.lines.length === 0 ? [{ pointer: '/lines', code: 'billing.credit_lines_missing' }] : []),
    ...request.lines.flatMap(({ lineId, net }, index): FieldFault[] => {
      const place = indexes[index]!;
      const pointer = `/lines/${index}`;
      if (place < 0) return [{ pointer: `${pointer}/lineId`, code: 'billing.credit_line_unknown' }];
      const isTwice = request.lines.findIndex((other) => other.lineId === lineId) !== index;
      if (isTwice) return [{ pointer: `${pointer}/lineId`, code: 'billing.credit_line_twice' }];
      return faultsOfAmount(net, left.stated[place]!, currency, `${pointer}/net`);
    }),
  ]);
  return { lines: request.lines.map(({ net }, index) => ({ line: indexes[index]!, net })) };
}

function faultsOfAmount(amount: string, left: Exact, currency: string, pointer: string): FieldFault[] {
  const requested = new Exact(amount);
  const decimals = minorDecimals(currency);
  if (requested.decimalPlaces() > decimals)
    return [{ pointer, code: 'billing.amount_too_fine', params: { decimals } }];
  if (requested.lte(0)) return [{ pointer, code: 'billing.credit_not_positive' }];
  if (requested.gt(left))
    return [{ pointer, code: 'billing.credit_exceeds', params: { left: left.toFixed(decimals), currency } }];
  return [];
}

function assertValidCredit(faults: readonly FieldFault[]): void {
  assertNoFaults('billing.credit_invalid', faults);
}
