/** Means of payment. */
export const PAYMENT_METHODS = ['transfer', 'cheque', 'cash', 'other'] as const;
export type PaymentMethod = (typeof PAYMENT_METHODS)[number];
