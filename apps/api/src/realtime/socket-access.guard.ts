import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { WsException } from '@nestjs/websockets';
import { findRouteAccess } from '../security/route-access.js';
import type { LiveSocket } from './live-socket.js';

/** Guards socket events: the user of the socket needs the permission that the handler declares. */
@Injectable()
export class SocketAccessGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const access = findRouteAccess(context.getClass(), context.getHandler());
    const { principal } = context.switchToWs().getClient<LiveSocket>().data;
    if (
      access?.kind === 'permission' &&
      access.anyOf.some((permission) => principal.permissions.has(permission))
    )
      return true;
    throw new WsException({ code: 'organization.permission_missing' });
  }
}
