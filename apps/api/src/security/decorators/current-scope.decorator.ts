import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { Scope } from '#platform';
import { getPrincipal } from '../principal.js';

/** Scope of the request's use case. */
export const CurrentScope = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Scope =>
    getPrincipal(context.switchToHttp().getRequest<Request>()).scope,
);
