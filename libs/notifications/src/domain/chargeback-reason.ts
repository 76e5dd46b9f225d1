/** Reasons of chargebacks with a text of their own. */
export const CHARGEBACK_REASONS = [
  'fraudulent',
  'unrecognized',
  'product_not_received',
  'product_unacceptable',
  'duplicate',
  'subscription_canceled',
  'credit_not_processed',
  'insufficient_funds',
  'debit_not_authorized',
  'other',
] as const;
export type ChargebackReason = (typeof CHARGEBACK_REASONS)[number];

/**
 * Returns the reason whose text is shown for a code of Stripe; `other` for codes that tell a reader nothing, such as
 * `general`. Source of the codes: https://docs.stripe.com/api/disputes/object#dispute_object-reason
 */
export function chargebackReason(code: unknown): ChargebackReason {
  return CHARGEBACK_REASONS.find((reason) => reason === code) ?? 'other';
}
