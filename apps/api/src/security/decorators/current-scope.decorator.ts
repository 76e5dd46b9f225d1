import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { Scope } from '#platform';
import { getPrincipal } from '../principal.js';

/** The scope in which the request's use case runs. */
export const CurrentScope = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Scope =>
    getPrincipal(context.switchToHttp().getRequest<Request>()).scope,
);
