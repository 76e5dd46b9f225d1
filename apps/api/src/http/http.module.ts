import { Global, Module } from '@nestjs/common';
import { ApiMetrics } from '../metrics/api-metrics.js';
import { IdempotencyRecords } from './idempotency-records.js';

/** Provides the services that all areas use: the records that `@Idempotent()` needs, and the metrics. */
@Global()
@Module({ providers: [ApiMetrics, IdempotencyRecords], exports: [ApiMetrics, IdempotencyRecords] })
export class HttpModule {}
