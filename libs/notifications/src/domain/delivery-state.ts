/** State of an outgoing email. */
export const DELIVERY_STATES = ['waiting', 'sending', 'sent', 'failed', 'outcome_unknown'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];
