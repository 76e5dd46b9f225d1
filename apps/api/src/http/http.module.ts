import { Global, Module } from '@nestjs/common';
import { IdempotencyRecords } from './idempotency-records.js';

/** What every area's controllers may use: `@Idempotent()` needs its records wherever it stands. */
@Global()
@Module({ providers: [IdempotencyRecords], exports: [IdempotencyRecords] })
export class HttpModule {}
