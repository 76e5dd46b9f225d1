import { type AmountPrecision, Exact, sumOf } from '#platform/domain';
import { applyDiscounts, type InvoiceDiscount } from './invoice-discounts.js';
import { type LineTax, type Prices, rateOf, taxDocument, type TaxGroup } from './invoice-taxes.js';
import { payableOf } from './payable.js';
import { roundToStep, stepOf } from './precision.js';

export interface LineToInvoice {
  /** The line's exact amount before its discount; net or gross like the prices. Can be negative for a correction. */
  readonly amount: string;
  /** Discount on this line, before discounts on the invoice. */
  readonly discount: string;
  readonly taxes: readonly LineTax[];
  /** Index of the line's contract, on a document for several contracts. */
  readonly section?: number;
}

/** Input of an invoice calculation. Decimals are strings in major units. */
export interface InvoiceTerms {
  readonly currency: AmountPrecision;
  readonly prices: Prices;
  /** The tax regime's rounding increment; null if taxes are rounded like amounts. */
  readonly taxIncrement: string | null;
  readonly lines: readonly LineToInvoice[];
  /** Discounts on the whole invoice, in order. */
  readonly discounts: readonly InvoiceDiscount[];
  /** Increment to which the amount to pay is rounded, if coins or a payment channel require it. */
  readonly payableIncrement: string | null;
}

/** The rounding increments of amounts and taxes. */
export interface InvoiceSteps {
  readonly amounts: Exact | null;
  readonly taxes: Exact | null;
}

export interface LineFigures {
  /** Net amount before any discount. */
  readonly statedNet: Exact;
  readonly discountShare: Exact;
  readonly taxable: Exact;
  readonly tax: Exact;
}

export interface InvoiceFigures {
  readonly documentType: 'invoice' | 'credit_note';
  /** Sum of the discounts on the whole invoice, without discounts on single lines. */
  readonly discount: Exact;
  readonly lines: readonly LineFigures[];
  readonly taxes: readonly TaxGroup[];
  readonly net: Exact;
  readonly tax: Exact;
  readonly total: Exact;
  readonly payable: Exact;
  /**
   * Difference between the payable amount and the total, which balances the journal entry; null if it is not rounded.
   */
  readonly roundingLine: Exact | null;
}

export function stepsOf({
  currency,
  taxIncrement,
}: Pick<InvoiceTerms, 'currency' | 'taxIncrement'>): InvoiceSteps {
  const amounts = stepOf(currency);
  return { amounts, taxes: taxIncrement === null ? amounts : new Exact(taxIncrement) };
}

/**
 * Computes an invoice in these steps: line discounts, rounding, invoice discounts, tax, and rounding of the amount to
 * pay (docs/rules/invoicing.md#from-lines-to-the-payable-amount). A document with a negative total is a credit note.
 */
export function computeInvoice(terms: InvoiceTerms): InvoiceFigures {
  const { amounts: step, taxes: taxStep } = stepsOf(terms);
  const amounts = terms.lines.map(({ amount, discount }) =>
    roundToStep(subtractDiscount(amount, discount), step),
  );
  const { discount, shares } = applyDiscounts(amounts, terms.discounts, step);
  const billed = amounts.map((amount, line) => amount.minus(shares[line]!));
  const taxed = taxDocument(
    terms.lines.map(({ taxes, section = 0 }, line) => ({ amount: billed[line]!, taxes, section })),
    terms.prices,
    taxStep,
  );
  const net = sumOf(taxed.taxable);
  const tax = sumOf(taxed.groups.map((group) => group.tax));
  const total = net.plus(tax);
  const payable = payableOf(total, terms.payableIncrement);
  return {
    documentType: total.lt(0) ? 'credit_note' : 'invoice',
    discount,
    lines: terms.lines.map((line, position) => ({
      statedNet: taxed.taxable[position]!.plus(netDiscount(line, billed[position]!, terms.prices, step)),
      discountShare: shares[position]!,
      taxable: taxed.taxable[position]!,
      tax: taxed.lineTaxes[position]!,
    })),
    taxes: taxed.groups,
    net,
    tax,
    total,
    payable,
    roundingLine: terms.payableIncrement === null ? null : payable.minus(total),
  };
}

/** Returns an amount less its discount, but not less than zero. A discount doesn't apply to a negative correction. */
function subtractDiscount(amount: string, discount: string): Exact {
  const exact = new Exact(amount);
  return exact.lte(0) ? exact : Exact.max(exact.minus(discount), 0);
}

/** Returns all discounts on a line, its own and its share of the invoice's, net of tax. */
function netDiscount(line: LineToInvoice, billed: Exact, prices: Prices, step: Exact | null): Exact {
  const discount = roundToStep(new Exact(line.amount), step).minus(billed);
  if (prices === 'exclusive') return discount;
  return roundToStep(discount.times(100).div(rateOf(line.taxes).plus(100)), step);
}
