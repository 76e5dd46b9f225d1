import { Exact, sumOf } from '#platform/domain';
import type { InvoiceFigures } from './invoice-figures.js';

/** Changes that later corrections made to a line of an invoice: net amount and tax, negative for credits. */
export interface CorrectedFigures {
  readonly net: Exact;
  readonly tax: Exact;
}

/**
 * Returns an invoice less the amounts that corrections credited on its lines, because credit notes are limited to the
 * remaining amounts (docs/rules/invoicing.md#credit-notes). An amount that a correction adds is on a separate document
 * and is credited there.
 * @param corrected the changes to each line, by position; null for lines without a correction
 */
export function subtractCorrections(
  figures: InvoiceFigures,
  corrected: readonly (CorrectedFigures | null)[],
): InvoiceFigures {
  if (corrected.every((one) => one === null)) return figures;
  const lines = figures.lines.map((line, place) => {
    const taxable = reduceAmount(line.taxable, corrected[place]?.net);
    const statedNet = line.statedNet.minus(line.taxable.minus(taxable));
    return { ...line, taxable, statedNet, tax: reduceAmount(line.tax, corrected[place]?.tax) };
  });
  const taxes = figures.taxes.map((group) => {
    const members = group.lines.map(({ line, tax }) => ({
      line,
      tax: reduceAmount(tax, corrected[line]?.tax),
    }));
    return {
      ...group,
      lines: members,
      taxable: sumOf(members.map(({ line }) => lines[line]!.taxable)),
      tax: sumOf(members, ({ tax }) => tax),
    };
  });
  const net = sumOf(lines, ({ taxable }) => taxable);
  const tax = sumOf(taxes, (group) => group.tax);
  return { ...figures, lines, taxes, net, tax, total: net.plus(tax) };
}

/**
 * Reduces an amount, but never beyond zero. Ignores a change that would increase the amount. For a discount, which is
 * negative, a positive change is the reduction.
 */
function reduceAmount(amount: Exact, by: Exact | undefined): Exact {
  if (by === undefined || amount.isZero() || amount.isNegative() === by.isNegative()) return amount;
  return amount.isNegative() ? Exact.min(amount.plus(by), 0) : Exact.max(amount.plus(by), 0);
}
