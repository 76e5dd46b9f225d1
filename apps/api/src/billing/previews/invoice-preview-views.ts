import type { AmountPrecision, Exact } from '#platform';
import { type CreditNoteFigures, type InvoiceFigures, printAmount, type TaxGroup } from '#invoicing';
import type { InvoicePreviewDto, PreviewCreditNoteDto, PreviewTaxDto } from './invoice-preview.dto.js';

/** Returns the figures with all decimals of their currency. */
export function toInvoicePreview(
  { lines, taxes, ...invoice }: InvoiceFigures,
  credits: readonly CreditNoteFigures[],
  currency: AmountPrecision,
): InvoicePreviewDto {
  const print = (amount: Exact): string => printAmount(amount, currency);
  return {
    documentType: invoice.documentType,
    discount: print(invoice.discount),
    discountShares: lines.map(({ discountShare }) => print(discountShare)),
    taxable: lines.map(({ taxable }) => print(taxable)),
    lineTaxes: lines.map(({ tax }) => print(tax)),
    taxes: taxes.map((tax) => toTax(tax, currency)),
    net: print(invoice.net),
    tax: print(invoice.tax),
    total: print(invoice.total),
    payable: print(invoice.payable),
    roundingLine: invoice.roundingLine && print(invoice.roundingLine),
    creditNotes: credits.map((credit) => toCreditNote(credit, currency)),
  };
}

function toCreditNote(
  { discountAdjustment, net, tax, total, taxes }: CreditNoteFigures,
  currency: AmountPrecision,
): PreviewCreditNoteDto {
  const print = (amount: Exact): string => printAmount(amount, currency);
  return {
    discountAdjustment: print(discountAdjustment),
    net: print(net),
    tax: print(tax),
    total: print(total),
    taxes: taxes.map((each) => toTax(each, currency)),
  };
}

function toTax(
  { code, percent, taxable, tax }: Pick<TaxGroup, 'code' | 'percent' | 'taxable' | 'tax'>,
  currency: AmountPrecision,
): PreviewTaxDto {
  return { code, percent, taxable: printAmount(taxable, currency), tax: printAmount(tax, currency) };
}
