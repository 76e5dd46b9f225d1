import { type DynamicModule, Global, Module } from '@nestjs/common';
import type { ApiConfig } from './config.js';

/** Injection token of the `ApiConfig`. */
export const API_CONFIG = Symbol('api-config');

@Global()
@Module({})
export class ConfigModule {
  static forRoot(config: ApiConfig): DynamicModule {
    return {
      module: ConfigModule,
      providers: [{ provide: API_CONFIG, useValue: config }],
      exports: [API_CONFIG],
    };
  }
}
