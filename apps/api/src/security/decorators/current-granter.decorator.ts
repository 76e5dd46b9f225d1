import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { Granter } from '#organization';
import { getPrincipal } from '../principal.js';

/** Membership and permissions of the user who grants or revokes rights. */
export const CurrentGranter = createParamDecorator((_data: unknown, context: ExecutionContext): Granter => {
  const { membership, permissions } = getPrincipal(context.switchToHttp().getRequest<Request>());
  return { membershipId: membership.id, permissions };
});
