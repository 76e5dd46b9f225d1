import { type AmountPrecision, Exact, sumOf } from '#platform/domain';
import { discountInOrder, type InvoiceDiscount } from './invoice-discounts.js';
import { type LineTax, type Prices, rateOf, taxDocument, type TaxGroup } from './invoice-taxes.js';
import { payableOf } from './payable.js';
import { roundToStep, stepOf } from './precision.js';

export interface LineToInvoice {
  /** What the line bills before its discount, exact; net or gross as the prices are. Below zero for a correction. */
  readonly amount: string;
  /** Off this line, before the discounts of the invoice. */
  readonly discount: string;
  readonly taxes: readonly LineTax[];
  /** Of a document that bills several contracts: under which it stands, counted from 0. */
  readonly section?: number;
}

/** What an invoice is made of. Decimals are strings in major units. */
export interface InvoiceTerms {
  readonly currency: AmountPrecision;
  readonly prices: Prices;
  /** The step of the tax regime; the currency's where there is none. */
  readonly taxIncrement: string | null;
  readonly lines: readonly LineToInvoice[];
  /** Of the whole invoice, in order. */
  readonly discounts: readonly InvoiceDiscount[];
  /** What can be paid is a multiple of it, where coins or a collection channel want that. */
  readonly payableIncrement: string | null;
}

/** What is rounded to what: amounts and taxes. */
export interface InvoiceSteps {
  readonly amounts: Exact | null;
  readonly taxes: Exact | null;
}

export interface LineFigures {
  /** Net, before any discount. */
  readonly statedNet: Exact;
  readonly discountShare: Exact;
  readonly taxable: Exact;
  readonly tax: Exact;
}

export interface InvoiceFigures {
  readonly documentType: 'invoice' | 'credit_note';
  /** The sum of the invoice's discounts; what came off single lines before is not in it. */
  readonly discount: Exact;
  readonly lines: readonly LineFigures[];
  readonly taxes: readonly TaxGroup[];
  readonly net: Exact;
  readonly tax: Exact;
  readonly total: Exact;
  readonly payable: Exact;
  /** What rounds the total to the payable amount, so that the books balance; null where nothing is to be rounded. */
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
 * What an invoice comes to: line discounts → round → invoice discounts → tax → payable rounding
 * (docs/rules/invoicing.md#from-lines-to-the-payable-amount). A document with a negative total is a credit note.
 */
export function workOutInvoice(terms: InvoiceTerms): InvoiceFigures {
  const { amounts: step, taxes: taxStep } = stepsOf(terms);
  const amounts = terms.lines.map(({ amount, discount }) =>
    roundToStep(lessDiscount(amount, discount), step),
  );
  const { discount, shares } = discountInOrder(amounts, terms.discounts, step);
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

/** Never below zero; a correction below zero has nothing to lessen. */
function lessDiscount(amount: string, discount: string): Exact {
  const exact = new Exact(amount);
  return exact.lte(0) ? exact : Exact.max(exact.minus(discount), 0);
}

/** All that came off a line, net of tax. */
function netDiscount(line: LineToInvoice, billed: Exact, prices: Prices, step: Exact | null): Exact {
  const discount = roundToStep(new Exact(line.amount), step).minus(billed);
  if (prices === 'exclusive') return discount;
  return roundToStep(discount.times(100).div(rateOf(line.taxes).plus(100)), step);
}
