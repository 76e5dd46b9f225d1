import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { getPrincipal, type SignedInUser } from '../principal.js';

/** The person behind the request. */
export const CurrentUser = createParamDecorator(
  (_data: unknown, context: ExecutionContext): SignedInUser =>
    getPrincipal(context.switchToHttp().getRequest<Request>()).user,
);
