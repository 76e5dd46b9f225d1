import { Exact, type FieldFault, minorDecimals } from '#platform/domain';
import { isDate } from '../calendar/local-dates.js';
import { type ChargeFields, monthsOfDue } from '../charges/charge-fields.js';

/** What is due at least of a month, whatever its fees and its usage come to. */
export interface AgreedMinimum {
  /** Decimal, in the contract's currency, of a whole month. */
  readonly amount: string;
  /** Where the contract says so. */
  readonly clause: string;
}

/** What comes off a whole bill: a percentage of what the discounts before it left, or an amount; the other one is null. Decimals. */
export interface AgreedDiscount {
  readonly percent: string | null;
  readonly amount: string | null;
  /** The first and the last day, `YYYY-MM-DD`, on which a bill may end that it lessens; null without one. */
  readonly from: string | null;
  readonly until: string | null;
  /** Where the contract says so. */
  readonly clause: string;
}

/** What is agreed of a whole bill, beside the charges on it. */
export interface InvoiceTerms {
  /** Null where none is agreed. */
  readonly minimum: AgreedMinimum | null;
  /** In the order in which they come off; left out where none is agreed. */
  readonly discounts?: readonly AgreedDiscount[];
  /** What is to be paid of an invoice is a multiple of it, decimal; left out or null where it is paid as it is. */
  readonly payableIncrement?: string | null;
}

const LONGEST_CLAUSE = 100;
const MOST_DISCOUNTS = 10;
const CURRENCIES = new Set(Intl.supportedValuesOf('currency'));
const AMOUNT = /^\d{1,15}(\.\d{1,12})?$/;

/** What is wrong with the terms of a whole bill, each fault at its field. */
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
    ...(discounts.length > MOST_DISCOUNTS
      ? [fault('/invoiceTerms/discounts', 'too_many_discounts', { max: MOST_DISCOUNTS })]
      : discounts.flatMap(findDiscountFaults)),
    // What a month's bill comes to cannot be told of what counts by the year.
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
    ...(clause.length <= LONGEST_CLAUSE
      ? []
      : [fault(`${at}/clause`, 'clause_too_long', { max: LONGEST_CLAUSE })]),
    // What a month brings in cannot be told of what is due, or counts, by the year.
    ...charges.flatMap((charge, index) => {
      const field = yearlyField(charge);
      return field === null ? [] : [fault(`/charges/${index}/${field}`, 'minimum_needs_months')];
    }),
  ];
}

/** What can be paid is whole in the currency's smallest unit. */
function findIncrementFaults(increment: string | null, currency: string): FieldFault[] {
  const at = '/invoiceTerms/payableIncrement';
  if (increment === null) return [];
  if (!isPositive(increment)) return [fault(at, 'amount_not_positive', { value: increment })];
  // What is no currency is told at the currency.
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
    ...(clause.length <= LONGEST_CLAUSE
      ? []
      : [fault(at('clause'), 'clause_too_long', { max: LONGEST_CLAUSE })]),
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
