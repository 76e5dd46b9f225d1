import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { Granter } from '#organization';
import { getPrincipal } from '../principal.js';

/** User who grants or revokes rights: their own membership and permissions. */
export const CurrentGranter = createParamDecorator((_data: unknown, context: ExecutionContext): Granter => {
  const { membership, permissions } = getPrincipal(context.switchToHttp().getRequest<Request>());
  return { membershipId: membership.id, permissions };
});
