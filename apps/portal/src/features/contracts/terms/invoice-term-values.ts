import type { InvoiceTerms } from '../../../api/types.js';

/** A discount on the whole invoice in a form: a percentage or an amount. Empty days mean no limit. */
export interface DiscountValues {
  readonly kind: 'percent' | 'amount';
  readonly percent: string;
  readonly amount: string;
  readonly from: string;
  readonly until: string;
  readonly clause: string;
}

export const NEW_DISCOUNT: DiscountValues = {
  kind: 'percent',
  percent: '',
  amount: '',
  from: '',
  until: '',
  clause: '',
};

/** Terms of a whole invoice in a form, in the shape of the request. */
export interface InvoiceTermValues {
  /** An empty amount means no minimum. */
  readonly minimum: { readonly amount: string; readonly clause: string };
  readonly discounts: readonly DiscountValues[];
  /** Increment to which the amount payable is rounded; empty for no rounding. */
  readonly payableIncrement: string;
}

export function toInvoiceTermValues(terms: InvoiceTerms | null): InvoiceTermValues {
  return {
    minimum: terms?.minimum ?? { amount: '', clause: '' },
    discounts: (terms?.discounts ?? []).map(({ percent, amount, from, until, clause }) => ({
      kind: percent === null ? 'amount' : 'percent',
      percent: percent ?? '',
      amount: amount ?? '',
      from: from ?? '',
      until: until ?? '',
      clause,
    })),
    payableIncrement: terms?.payableIncrement ?? '',
  };
}

/** @returns null if nothing is agreed for the whole invoice */
export function toInvoiceTerms({ minimum, discounts, ...values }: InvoiceTermValues): InvoiceTerms | null {
  const amount = minimum.amount.trim();
  const payableIncrement = values.payableIncrement.trim();
  if (amount === '' && discounts.length === 0 && payableIncrement === '') return null;
  return {
    minimum: amount === '' ? null : { amount, clause: minimum.clause.trim() },
    ...(discounts.length > 0 && { discounts: discounts.map(toDiscount) }),
    ...(payableIncrement !== '' && { payableIncrement }),
  };
}

function toDiscount({ kind, percent, amount, from, until, clause }: DiscountValues) {
  return {
    percent: kind === 'percent' ? percent.trim() : null,
    amount: kind === 'amount' ? amount.trim() : null,
    from: from === '' ? null : from,
    until: until === '' ? null : until,
    clause: clause.trim(),
  };
}
