import { applyDecorators, UseGuards } from '@nestjs/common';
import { Throttle, ThrottlerGuard } from '@nestjs/throttler';

const MINUTE_MS = 60_000;

/** Limits how often a network address can call a public route that needs much memory or sends email. */
export const Limited = (perMinute: number) =>
  applyDecorators(UseGuards(ThrottlerGuard), Throttle({ default: { limit: perMinute, ttl: MINUTE_MS } }));
