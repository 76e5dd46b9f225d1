import { applyDecorators, UseGuards } from '@nestjs/common';
import { Throttle, ThrottlerGuard } from '@nestjs/throttler';

const MINUTE_MS = 60_000;

/** Limits how often one network address may call a route that anybody can call and that costs memory or mail. */
export const Limited = (perMinute: number) =>
  applyDecorators(UseGuards(ThrottlerGuard), Throttle({ default: { limit: perMinute, ttl: MINUTE_MS } }));
