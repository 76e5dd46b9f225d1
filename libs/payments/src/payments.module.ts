import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Clock } from '#platform';
import { PaymentGateways } from './payment-gateways.js';
import type { StripeSettings } from './stripe/stripe-settings.js';

/** Provides the payment gateways of makers to the libs that depend on this lib. */
@Global()
@Module({})
export class PaymentsModule {
  static forRoot(settings: StripeSettings): DynamicModule {
    return {
      module: PaymentsModule,
      providers: [
        {
          provide: PaymentGateways,
          useFactory: (clock: Clock) => new PaymentGateways(settings, () => clock.now()),
          inject: [Clock],
        },
      ],
      exports: [PaymentGateways],
    };
  }
}
