import { type DynamicModule, Global, Module } from '@nestjs/common';
import { TrustedHosts } from '#notifications';
import type { ApiConfig } from './config.js';

/** Injection token of the `ApiConfig`. */
export const API_CONFIG = Symbol('api-config');

@Global()
@Module({})
export class ConfigModule {
  static forRoot(config: ApiConfig): DynamicModule {
    return {
      module: ConfigModule,
      providers: [
        { provide: API_CONFIG, useValue: config },
        { provide: TrustedHosts, useFactory: () => new TrustedHosts(config.webhookPrivateHosts) },
      ],
      exports: [API_CONFIG, TrustedHosts],
    };
  }
}
