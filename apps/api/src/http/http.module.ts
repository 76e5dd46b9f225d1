import { Global, Module } from '@nestjs/common';
import { ApiMetrics } from '../metrics/api-metrics.js';
import { IdempotencyRecords } from './idempotency-records.js';

/** What every area may use: `@Idempotent()` needs its records wherever it stands, and everything is measured in one place. */
@Global()
@Module({ providers: [ApiMetrics, IdempotencyRecords], exports: [ApiMetrics, IdempotencyRecords] })
export class HttpModule {}
