import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { getPrincipal, type Principal } from '../principal.js';

/** Caller with role and permissions, for the few use cases that depend on them. */
export const CurrentPrincipal = createParamDecorator((_data: unknown, context: ExecutionContext): Principal =>
  getPrincipal(context.switchToHttp().getRequest<Request>()),
);
