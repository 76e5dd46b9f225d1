import { Exact, type FieldFault, minorDecimals } from '#platform/domain';
import { isDate } from '../calendar/local-dates.js';
import { type ChargeFields, monthsOfDue } from '../charges/charge-fields.js';

/** The minimum total of a month, regardless of its fees and usage. */
export interface AgreedMinimum {
  /** Decimal, in the contract's currency, for a whole month. */
  readonly amount: string;
  /** The clause in the contract. */
  readonly clause: string;
}

/**
 * A discount on the whole invoice: a percentage of the amount left after earlier discounts, or an amount; the other
 * field is null. Both are decimal strings.
 */
export interface AgreedDiscount {
  readonly percent: string | null;
  readonly amount: string | null;
  /** First and last day, `YYYY-MM-DD`, between which a discounted invoice's period must end; null if unlimited. */
  readonly from: string | null;
  readonly until: string | null;
  /** The clause in the contract. */
  readonly clause: string;
}

/** Invoice-level terms, which apply beyond the terms of single charges. */
export interface InvoiceTerms {
  /** Null if there is none. */
  readonly minimum: AgreedMinimum | null;
  /** In the order of application; missing if none are agreed. */
  readonly discounts?: readonly AgreedDiscount[];
  /** Increment to which the amount to pay is rounded, decimal; missing or null if it is not rounded. */
  readonly payableIncrement?: string | null;
}

const MAX_CLAUSE_LENGTH = 100;
const MAX_DISCOUNTS = 10;
const CURRENCIES = new Set(Intl.supportedValuesOf('currency'));
const AMOUNT = /^\d{1,15}(\.\d{1,12})?$/;

/** Validates invoice-level terms and returns errors by field. */
export function findInvoiceTermFaults({
  invoiceTerms,
  charges,
  currency,
}: {
  readonly invoiceTerms: InvoiceTerms | null;
  readonly charges: readonly ChargeFields[];
  readonly currency: string;
}): FieldFault[] {
  if (invoiceTerms === null) return [];
  const { minimum, discounts = [], payableIncrement = null } = invoiceTerms;
  return [
    ...findIncrementFaults(payableIncrement, currency),
    ...(minimum ? findMinimumFaults(minimum, charges) : []),
    ...(discounts.length > MAX_DISCOUNTS
      ? [fault('/invoiceTerms/discounts', 'too_many_discounts', { max: MAX_DISCOUNTS })]
      : discounts.flatMap(findDiscountFaults)),
    // Charges that count by year have no amount for a single month, so a monthly discount is undefined.
    ...(discounts.length === 0
      ? []
      : charges.flatMap((charge, index) =>
          yearlyField(charge) === 'countsBy'
            ? [fault(`/charges/${index}/countsBy`, 'discounts_need_months')]
            : [],
        )),
  ];
}

function findMinimumFaults(
  { amount, clause }: AgreedMinimum,
  charges: readonly ChargeFields[],
): FieldFault[] {
  const at = '/invoiceTerms/minimum';
  return [
    ...(isPositive(amount) ? [] : [fault(`${at}/amount`, 'amount_not_positive', { value: amount })]),
    ...(clause.length <= MAX_CLAUSE_LENGTH
      ? []
      : [fault(`${at}/clause`, 'clause_too_long', { max: MAX_CLAUSE_LENGTH })]),
    // Charges that are due or counted by year have no revenue for a single month, so a monthly minimum is undefined.
    ...charges.flatMap((charge, index) => {
      const field = yearlyField(charge);
      return field === null ? [] : [fault(`/charges/${index}/${field}`, 'minimum_needs_months')];
    }),
  ];
}

/** Requires a multiple of the currency's smallest unit. */
function findIncrementFaults(increment: string | null, currency: string): FieldFault[] {
  const at = '/invoiceTerms/payableIncrement';
  if (increment === null) return [];
  if (!isPositive(increment)) return [fault(at, 'amount_not_positive', { value: increment })];
  // An unknown currency is reported at its own field.
  if (!CURRENCIES.has(currency)) return [];
  const decimals = minorDecimals(currency);
  return new Exact(increment).decimalPlaces() <= decimals
    ? []
    : [fault(at, 'increment_too_fine', { decimals })];
}

function findDiscountFaults(
  { percent, amount, from, until, clause }: AgreedDiscount,
  index: number,
): FieldFault[] {
  const at = (field: string) => `/invoiceTerms/discounts/${index}/${field}`;
  const days = Object.entries({ from, until }).filter(([, day]) => day !== null && !isDate(day));
  return [
    ...((percent === null) === (amount === null) ? [fault(at('percent'), 'discount_percent_or_amount')] : []),
    ...(percent === null || (isPositive(percent) && new Exact(percent).lte(100))
      ? []
      : [fault(at('percent'), 'discount_percent_out_of_range')]),
    ...(amount === null || isPositive(amount)
      ? []
      : [fault(at('amount'), 'amount_not_positive', { value: amount })]),
    ...days.map(([field, value]) => fault(at(field), 'date_malformed', { value })),
    ...(days.length === 0 && from !== null && until !== null && until < from
      ? [fault(at('until'), 'discount_ends_before_start', { from })]
      : []),
    ...(clause.length <= MAX_CLAUSE_LENGTH
      ? []
      : [fault(at('clause'), 'clause_too_long', { max: MAX_CLAUSE_LENGTH })]),
  ];
}

function yearlyField({ due, countsBy, pricing }: ChargeFields): 'due' | 'countsBy' | null {
  if (pricing.model === 'flat') return monthsOfDue(due) === null ? null : 'due';
  return countsBy === 'year' ? 'countsBy' : null;
}

const isPositive = (value: string): boolean => AMOUNT.test(value) && new Exact(value).gt(0);

const fault = (pointer: string, code: string, params: FieldFault['params'] = {}): FieldFault => ({
  pointer,
  code: `contracts.${code}`,
  params,
});
