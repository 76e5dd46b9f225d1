import type { PaymentGateway } from './gateway/payment-gateway.js';
import { StripeGateway } from './stripe/stripe-gateway.js';
import {
  paymentsStatus,
  type PaymentsStatus,
  type StripeAccess,
  type StripeSettings,
} from './stripe/stripe-settings.js';

/** Settings of an installation without a platform key. */
const WITHOUT_KEY: StripeSettings = {
  platformKey: null,
  webhookSecrets: [],
  url: new URL('https://api.stripe.com'),
};

/** Opens the gateways of makers with the settings of the installation. */
export class PaymentGateways {
  /** @param now clock for the times of readings; all processes that compare readings must use the same clock */
  constructor(
    readonly settings: StripeSettings = WITHOUT_KEY,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** @param access credentials of the maker; null if the maker has connected no account */
  status(access: StripeAccess | null): PaymentsStatus {
    return paymentsStatus(this.settings, access);
  }

  /** @throws Error if payments are off (`status`) */
  open(access: StripeAccess): PaymentGateway {
    return new StripeGateway(this.settings, access, { now: this.now });
  }
}
