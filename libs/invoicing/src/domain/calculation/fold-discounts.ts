import { sumOf } from '#platform/domain';
import type { Exact } from '#platform/domain';
import type { InvoiceFigures, InvoiceSteps } from './invoice-figures.js';
import type { TaxGroup } from './invoice-taxes.js';
import { shareOut } from './precision.js';

/**
 * Role of an invoice line in discounts on the whole invoice: it is a discount, it is reduced by discounts, or neither.
 */
export type DiscountRole = 'discount' | 'lessened' | 'apart';

type Amounts = { taxable: Exact; tax: Exact };

/**
 * Applies an invoice's discounts to the lines that they reduce, so that a credit for a line is limited to the amount
 * paid for it. The discounts for a tax are divided among the lines with that tax in proportion to their amounts, and
 * the discount lines become zero.
 * @param roles the roles of the lines, by index
 */
export function foldDiscounts(
  figures: InvoiceFigures,
  roles: readonly DiscountRole[],
  steps: InvoiceSteps,
): InvoiceFigures {
  if (!roles.includes('discount')) return figures;
  const amounts = figures.lines.map(({ taxable, tax }): Amounts => ({ taxable, tax }));
  for (const group of figures.taxes) foldGroup(group, amounts, roles, steps);
  const lines = figures.lines.map((line, place) => {
    const own = amounts[place]!;
    const statedNet = roles[place] === 'discount' ? own.taxable : line.statedNet;
    return { ...line, ...own, statedNet, discountShare: line.taxable.minus(own.taxable) };
  });
  return {
    ...figures,
    lines,
    taxes: figures.taxes.map((group) => ({
      ...group,
      lines: group.lines.map(({ line }) => ({ line, tax: lines[line]!.tax })),
    })),
  };
}

/** Applies the discounts of one tax. A line has only one tax, so it belongs to only one group. */
function foldGroup(
  { lines }: TaxGroup,
  amounts: Amounts[],
  roles: readonly DiscountRole[],
  steps: InvoiceSteps,
): void {
  const linesWithRole = (role: DiscountRole): number[] =>
    lines.map(({ line }) => line).filter((line) => roles[line] === role);
  const discounts = linesWithRole('discount');
  const targets = linesWithRole('lessened');
  const weights = targets.map((line) => amounts[line]!.taxable);
  const weight = sumOf(weights);
  if (discounts.length === 0 || weight.isZero()) return;
  for (const [field, step] of [
    ['taxable', steps.amounts],
    ['tax', steps.taxes],
  ] as const) {
    const whole = sumOf(discounts.map((line) => amounts[line]![field]));
    const parts = weights.map((each) => whole.times(each).div(weight));
    const shares = shareOut(whole, parts, step);
    for (const line of discounts) amounts[line]![field] = weight.minus(weight);
    targets.forEach((line, index) => (amounts[line]![field] = amounts[line]![field].plus(shares[index]!)));
  }
}
