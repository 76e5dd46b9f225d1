import type { DraftLine, EquationTerm } from '#invoicing/domain';
import { Exact, fromMinor } from '#platform/domain';
import { performanceTerms } from '../performance/performance-equation.js';

type Line = Pick<
  DraftLine,
  'kind' | 'params' | 'quantity' | 'unit' | 'unitPrice' | 'amountMinor' | 'snapshot'
>;

/** Breaks a line's amount down into the terms of an equation, which the portal renders. */
export function equationOf(line: Line, currency: string): EquationTerm[] {
  const amount: EquationTerm = {
    code: 'amount',
    value: line.amountMinor === null ? null : fromMinor(line.amountMinor, currency),
    unit: currency,
  };
  if (line.params.corrects !== undefined) return [...differenceTerms(line, currency), amount];
  if (line.params.component === 'discount') return [...billDiscountTerms(line, currency), amount];
  switch (line.kind) {
    case 'base':
      return [...feeTerms(line, currency), ...beforeRounding(line, currency), amount];
    case 'usage': {
      const component = line.params.component;
      return [
        ...(component === 'true_up' || component === 'instalment'
          ? minimumTerms(line, currency)
          : usageTerms(line, currency)),
        ...discountTerms(line, currency),
        ...beforeRounding(line, currency),
        ...billedTerms(line, currency),
        amount,
      ];
    }
    case 'performance':
      return [...performanceTerms(line, currency), amount];
    case 'kit':
      return [
        { code: 'kits', value: line.quantity, unit: '1' },
        { code: 'price_per_kit', value: line.unitPrice, unit: currency },
        amount,
      ];
  }
}

const text = (value: string | number | null | undefined): string | null =>
  value === null || value === undefined ? null : String(value);
const isSome = (value: string | null | undefined): boolean => Boolean(value) && !new Exact(value!).isZero();

/**
 * Returns the terms of a correction: the billed and the current quantity and amount, and the part of the difference
 * that was already credited.
 */
function differenceTerms({ params, unit }: Line, currency: string): EquationTerm[] {
  const quantity = (code: string, value: string | null): EquationTerm[] =>
    value === null ? [] : [{ code, value, unit }];
  return [
    ...quantity('was_quantity', text(params.wasQuantity)),
    ...quantity('is_quantity', text(params.isQuantity)),
    { code: 'is_amount', value: text(params.is), unit: currency },
    { code: 'was_amount', value: text(params.was), unit: currency },
    ...(isSome(text(params.givenBefore))
      ? [{ code: 'given_before', value: text(params.givenBefore), unit: currency }]
      : []),
  ];
}

function billDiscountTerms({ params: { left, percent, amount } }: Line, currency: string): EquationTerm[] {
  return [
    { code: 'before_discount', value: text(left), unit: currency },
    percent === null
      ? { code: 'discount_amount', value: text(amount), unit: currency }
      : { code: 'discount_percent', value: text(percent), unit: '%' },
  ];
}

/** Codes for the amount and the days of a fee that is not due monthly. */
const FEE_CODES: Readonly<Record<string, readonly [amount: string, days: string]>> = {
  quarterly: ['quarterly_amount', 'days_of_quarter'],
  yearly: ['yearly_amount', 'days_of_year'],
};
const MONTHLY_CODES = ['monthly_amount', 'days_of_month'] as const;

function feeTerms({ params }: Line, currency: string): EquationTerm[] {
  if (params.due === 'once')
    return [
      ...(params.sold === undefined
        ? []
        : [{ code: 'prepaid_sold', value: text(params.sold), unit: text(params.soldUnit) ?? '' }]),
      { code: 'one_off_amount', value: text(params.amount), unit: currency },
    ];
  const [amount, days] = FEE_CODES[text(params.due) ?? ''] ?? MONTHLY_CODES;
  return [
    { code: amount, value: text(params.amount), unit: currency },
    ...(params.feePercent === undefined
      ? []
      : [{ code: 'due_in_pause', value: text(params.feePercent), unit: '%' }]),
    { code: 'days_billed', value: text(params.days), unit: 'd' },
    { code: days, value: text(params.of), unit: 'd' },
  ];
}

function usageTerms({ params, quantity, unit, unitPrice }: Line, currency: string): EquationTerm[] {
  const held = text(params.heldQuantity) ?? '0';
  const isKnown = quantity !== null || isSome(held);
  const counted = isKnown ? new Exact(quantity ?? '0').plus(held).toFixed() : null;
  const used = text(params.usedInYear);
  return [
    { code: 'counted', value: counted, unit },
    { code: 'held', value: held, unit },
    { code: 'billed', value: quantity, unit },
    ...(params.countsBy === 'year' ? [{ code: 'used_in_year', value: used, unit }] : []),
    { code: 'included', value: text(params.included), unit },
    ...(params.prepaid === undefined
      ? []
      : [
          { code: 'prepaid', value: text(params.prepaid), unit },
          { code: 'prepaid_left', value: text(params.prepaidLeft), unit },
        ]),
    { code: 'overage', value: text(params.overage), unit },
    ...(unitPrice === null ? [] : [{ code: 'unit_price', value: unitPrice, unit: currency }]),
  ];
}

function minimumTerms({ params, quantity, unit, unitPrice }: Line, currency: string): EquationTerm[] {
  if (params.minimumOf === 'contract')
    return [
      { code: 'minimum', value: text(params.minimum), unit: currency },
      { code: 'fees_and_usage', value: text(params.reached), unit: currency },
    ];
  const unitOfMinimum = params.minimumOf === 'amount' ? currency : unit;
  return [
    { code: 'minimum', value: text(params.minimum), unit: unitOfMinimum },
    { code: 'used_until_now', value: text(params.reached), unit },
    ...(quantity === null ? [] : [{ code: 'missing', value: quantity, unit }]),
    ...(unitPrice === null ? [] : [{ code: 'unit_price', value: unitPrice, unit: currency }]),
  ];
}

function discountTerms({ snapshot }: Line, currency: string): EquationTerm[] {
  if (!snapshot) return [];
  return (['discount', 'capDiscount'] as const)
    .filter((field) => isSome(snapshot[field]))
    .map((field) => ({
      code: field === 'discount' ? 'discount' : 'above_maximum',
      value: new Exact(snapshot[field]).neg().toFixed(),
      unit: currency,
    }));
}

function beforeRounding({ snapshot }: Line, currency: string): EquationTerm[] {
  const exact = snapshot?.exact;
  const value = exact ? new Exact(exact).toSignificantDigits(20).toFixed() : null;
  return [{ code: 'before_rounding', value, unit: currency }];
}

function billedTerms({ snapshot }: Line, currency: string): EquationTerm[] {
  return isSome(snapshot?.billedBefore)
    ? [{ code: 'billed_before', value: snapshot!.billedBefore, unit: currency }]
    : [];
}
