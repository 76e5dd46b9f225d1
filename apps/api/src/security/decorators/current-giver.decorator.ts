import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { Giver } from '#organization';
import { getPrincipal } from '../principal.js';

/** Who gives or takes rights: their own membership and what they may do themselves. */
export const CurrentGiver = createParamDecorator((_data: unknown, context: ExecutionContext): Giver => {
  const { membership, permissions } = getPrincipal(context.switchToHttp().getRequest<Request>());
  return { membershipId: membership.id, permissions };
});
