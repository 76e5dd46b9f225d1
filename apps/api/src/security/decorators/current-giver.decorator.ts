import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { Giver } from '#organization';
import { getPrincipal } from '../principal.js';

/** User who grants or revokes rights: their own membership and permissions. */
export const CurrentGiver = createParamDecorator((_data: unknown, context: ExecutionContext): Giver => {
  const { membership, permissions } = getPrincipal(context.switchToHttp().getRequest<Request>());
  return { membershipId: membership.id, permissions };
});
