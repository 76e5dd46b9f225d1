import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { getPrincipal, type Principal } from '../principal.js';

/** Who asks, with role and permissions, for the few use cases that decide by them. */
export const CurrentPrincipal = createParamDecorator((_data: unknown, context: ExecutionContext): Principal =>
  getPrincipal(context.switchToHttp().getRequest<Request>()),
);
