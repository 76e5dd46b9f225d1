/** Means of payment that a person records. */
export const PAYMENT_METHODS = ['transfer', 'cheque', 'cash', 'other'] as const;

/** Means of payment that are collected through Stripe. */
export const COLLECTED_METHODS = ['card', 'direct_debit'] as const;

export type RecordedMethod = (typeof PAYMENT_METHODS)[number];
export type CollectedMethod = (typeof COLLECTED_METHODS)[number];
export type PaymentMethod = RecordedMethod | CollectedMethod;
