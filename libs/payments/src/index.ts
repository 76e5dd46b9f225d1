export * from './domain/index.js';
export { GatewayError, type GatewayFault } from './gateway/gateway-error.js';
export {
  type ChargeInput,
  type CustomerInput,
  type Dispute,
  type HostedPage,
  type HostedPayment,
  type HostedPaymentInput,
  type LookUpInput,
  METHOD_KINDS,
  type MethodKind,
  type MethodSetup,
  type MethodSetupInput,
  type PageLanguage,
  type Refund,
  type RefundInput,
  type ReturnAddresses,
  type StoredMethod,
} from './gateway/gateway-types.js';
export type { IntentAnswer, PaymentGateway } from './gateway/payment-gateway.js';
export { PaymentsModule } from './payments.module.js';
export { PaymentGateways } from './payment-gateways.js';
export { WATCHED_EVENTS } from './stripe/events.js';
export { STRIPE_API_VERSION } from './stripe/stripe-client.js';
export { type GatewayOptions, StripeGateway } from './stripe/stripe-gateway.js';
export {
  type CardsOffReason,
  paymentsStatus,
  type PaymentsStatus,
  readStripeSettings,
  type RequestSettings,
  type StripeAccess,
  type StripeSettings,
} from './stripe/stripe-settings.js';
