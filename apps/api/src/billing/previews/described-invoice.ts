import { assertNoFaults, Exact, type FieldFault, sumOf } from '#platform';
import type { Credit, InvoiceDiscount, InvoiceTerms, LineTax, LineToInvoice, Prices } from '#invoicing';
import type {
  DescribedCreditDto,
  DescribedDiscountDto,
  DescribedLineDto,
  DescribedTaxDto,
  InvoiceDescriptionDto,
} from './invoice-preview.dto.js';

export interface DescribedInvoice {
  readonly terms: InvoiceTerms;
  readonly credits: readonly Credit[];
}

/**
 * Converts the description of an invoice.
 * @throws DomainError billing.invoice_impossible, with an error at each field that causes it
 */
export function toDescribedInvoice(description: InvoiceDescriptionDto): DescribedInvoice {
  const faults = findFaults(description);
  assertNoFaults('billing.invoice_impossible', faults);
  return {
    terms: {
      currency: description.currency ?? null,
      prices: pricesOf(description),
      taxIncrement: description.taxIncrement ?? null,
      lines: description.lines.map(toLine),
      discounts: (description.discounts ?? []).map(toDiscount),
      payableIncrement: description.payableIncrement ?? null,
    },
    credits: (description.creditNotes ?? []).map(toCredit),
  };
}

const isGiven = <T>(value: T | null | undefined): value is T => value !== null && value !== undefined;

function pricesOf({ prices, lines }: InvoiceDescriptionDto): Prices {
  return prices ?? (lines.some(({ gross }) => isGiven(gross)) ? 'inclusive' : 'exclusive');
}

function toLine({ net, gross, percent, taxes, discount }: DescribedLineDto): LineToInvoice {
  return {
    amount: (gross ?? net)!,
    discount: discount ?? '0',
    taxes: isGiven(percent) ? [{ code: null, percent }] : (taxes ?? []).map(toTax),
  };
}

function toTax({ code, percent, amount }: DescribedTaxDto): LineTax {
  return isGiven(percent) ? { code: code ?? null, percent } : { code: code ?? null, amount: amount! };
}

function toDiscount({ percent, amount }: DescribedDiscountDto): InvoiceDiscount {
  return isGiven(percent) ? { percent } : { amount: amount! };
}

function toCredit({ net, fraction, line }: DescribedCreditDto): Credit {
  if (isGiven(line)) return { line, net: net! };
  if (isGiven(net)) return { net };
  const [numerator, denominator = '1'] = fraction!.split('/');
  return { fraction: { numerator: numerator!, denominator } };
}

function findFaults(description: InvoiceDescriptionDto): FieldFault[] {
  const { lines, discounts, creditNotes } = description;
  const prices = pricesOf(description);
  return [
    ...(['taxIncrement', 'payableIncrement'] as const)
      .filter((field) => isGiven(description[field]) && new Exact(description[field]).isZero())
      .map((field) => ({ pointer: `/${field}`, code: 'billing.increment_zero' })),
    ...lines.flatMap((line, index) => lineFaults(line, `/lines/${index}`, prices)),
    ...(discounts ?? []).flatMap((discount, index) =>
      isOneOf(discount.percent, discount.amount)
        ? []
        : [{ pointer: `/discounts/${index}`, code: 'billing.percent_or_amount' }],
    ),
    ...(creditNotes ?? []).flatMap((credit, index) =>
      creditFaults(credit, `/creditNotes/${index}`, lines.length),
    ),
  ];
}

const isOneOf = (first: unknown, second: unknown): boolean => isGiven(first) !== isGiven(second);

function lineFaults(line: DescribedLineDto, pointer: string, prices: Prices): FieldFault[] {
  const { net, gross, percent, taxes } = line;
  const faults: FieldFault[] = (taxes ?? []).flatMap((tax, index) =>
    isOneOf(tax.percent, tax.amount)
      ? []
      : [{ pointer: `${pointer}/taxes/${index}`, code: 'billing.percent_or_amount' }],
  );
  if (isGiven(net) !== (prices === 'exclusive') || isGiven(gross) !== (prices === 'inclusive'))
    faults.push({ pointer, code: 'billing.net_or_gross', params: { prices } });
  if (isGiven(percent) && isGiven(taxes)) faults.push({ pointer, code: 'billing.percent_or_taxes' });
  if (faults.length === 0 && prices === 'inclusive' && ratesOf(line).lte(-100))
    faults.push({ pointer, code: 'billing.rates_impossible' });
  return faults;
}

function ratesOf(line: DescribedLineDto): Exact {
  return sumOf(toLine(line).taxes, (tax) => ('percent' in tax ? tax.percent : 0));
}

function creditFaults(
  { net, fraction, line }: DescribedCreditDto,
  pointer: string,
  lines: number,
): FieldFault[] {
  if (!isOneOf(net, fraction) || (isGiven(line) && isGiven(fraction)))
    return [{ pointer, code: 'billing.net_or_fraction' }];
  if (isGiven(line) && line >= lines) return [{ pointer: `${pointer}/line`, code: 'billing.line_unknown' }];
  const denominator = fraction?.split('/')[1];
  return isGiven(denominator) && new Exact(denominator).isZero()
    ? [{ pointer: `${pointer}/fraction`, code: 'billing.fraction_of_zero' }]
    : [];
}
