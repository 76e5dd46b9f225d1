import { Exact, fromMinor, roundAmount, sumMinor } from '#platform/domain';
import type { AuditedInvoice, AuditedLine, AuditFinding } from './audited-invoice.js';

/**
 * Checks that the discounts on the whole invoice equal those recalculated from its lines, applied in order. A missing
 * discount would overbill the customer.
 */
export function checkDiscounts({ lines, contract, currency, periodFrom }: AuditedInvoice): AuditFinding[] {
  const sum = (of: readonly AuditedLine[]): Exact =>
    new Exact(
      fromMinor(
        sumMinor(of, ({ amountMinor }) => amountMinor ?? 0n),
        currency,
      ),
    );
  const own = lines.filter(({ corrects }) => corrects === null);
  const discountLines = own.filter(({ component }) => component === 'discount');
  if (discountLines.length === 0 && contract.discounts.length === 0) return [];
  const before = sum(own.filter((line) => isDiscountable(line, periodFrom)));
  const left = contract.discounts.reduce(
    (rest, { percent, amount }) =>
      rest.minus(
        limitTo(
          rest,
          roundAmount(percent === null ? new Exact(amount ?? 0) : rest.times(percent).div(100), currency),
        ),
      ),
    before,
  );
  const discounted = sum(discountLines).neg();
  const due = before.minus(left);
  if (discounted.eq(due)) return [];
  return [
    {
      code: 'discount_differs',
      severity: 'blocks',
      position: discountLines[0]?.position ?? null,
      params: { amount: discounted.toFixed(), due: due.toFixed() },
    },
  ];
}

/** Limits a discount to the remaining amount. If that amount is negative, a fixed discount has no effect. */
function limitTo(left: Exact, amount: Exact): Exact {
  return left.isNegative() ? Exact.min(0, Exact.max(amount, left)) : Exact.min(amount, left);
}

/**
 * Returns true for a line of the month itself to which discounts apply. A change to a yearly fee belongs to the month
 * in which its year began.
 */
function isDiscountable({ component, counterFrom, kind, share }: AuditedLine, periodFrom: string): boolean {
  if (kind === 'performance' || component === 'deposit' || component === 'discount') return false;
  if (counterFrom !== null && counterFrom < periodFrom) return false;
  return kind !== 'usage' || share === null || share.of <= LONGEST_MONTH;
}

const LONGEST_MONTH = 31;
