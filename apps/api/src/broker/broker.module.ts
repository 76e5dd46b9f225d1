import { Global, Module } from '@nestjs/common';
import { BrokerLogins, DynamicSecurityLogins, NoBrokerLogins } from '#equipment';
import type { ApiConfig } from '../config.js';
import { API_CONFIG } from '../config.module.js';
import { ProductLogin } from './product-login.js';

/**
 * Provides the logins of devices at an external broker. Does nothing if the product has no login at the broker, or if
 * the broker delegates authorization to the product.
 */
@Global()
@Module({
  providers: [
    {
      provide: BrokerLogins,
      inject: [API_CONFIG],
      useFactory: ({ mqttUrl, mqttUsername, mqttPassword, brokerDelegatesAuth }: ApiConfig): BrokerLogins =>
        !brokerDelegatesAuth && mqttUrl !== null && mqttUsername !== null && mqttPassword !== null
          ? new DynamicSecurityLogins({ url: mqttUrl, username: mqttUsername, password: mqttPassword })
          : new NoBrokerLogins(),
    },
    ProductLogin,
  ],
  exports: [BrokerLogins],
})
export class BrokerModule {}
