/** Exports for other domains: pure code that imports neither a framework nor database code. */
export {
  type ApiKeyKind,
  type EndpointFault,
  findEndpointFault,
  type KeyMode,
  kindOfKey,
  maskKey,
  withoutSecrets,
} from './api-keys.js';
export { attemptKey, refundKey } from './attempt.js';
export {
  type BalanceEntry,
  type BalanceEntryKind,
  entryDifference,
  kindOfEntry,
  type Payout,
  payoutDifference,
} from './balance.js';
export {
  classifyDecline,
  type Decline,
  type DeclineFacts,
  type DeclineRemedy,
  needsAuthentication,
} from './decline.js';
export {
  attemptStateAfter,
  type IntentReading,
  judgeReading,
  type ReadingVerdict,
} from './intent-reading.js';
export type { Money } from './money.js';
export { type OfferedMethod, offeredMethods } from './offered-methods.js';
export {
  type Intent,
  isFinal,
  isUndecided,
  type KnownOutcome,
  type OutcomeState,
  type PaymentOutcome,
  type UnknownCause,
  type UnknownOutcome,
} from './outcome.js';
export { chargeableStep, fromStripeAmount, STRIPE_CURRENCIES, toStripeAmount } from './stripe-amounts.js';
export {
  ABSENT_AFTER_MS,
  judgeLookUp,
  KEY_LIFE_MS,
  type LookUpVerdict,
  nextStepAfterUnknown,
  type UnknownAttempt,
} from './unknown-outcome.js';
export {
  type EventSubject,
  type ExpectedOrigin,
  findOriginFault,
  type GatewayEvent,
  parseEvent,
  subjectOf,
} from './webhooks/webhook-event.js';
export {
  SIGNATURE_TOLERANCE_S,
  type SignatureVerdict,
  type SignedWebhook,
  verifySignature,
} from './webhooks/webhook-signature.js';
