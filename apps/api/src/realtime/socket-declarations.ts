import { Injectable, type OnModuleInit } from '@nestjs/common';
import { LiveGateway } from './live.gateway.js';
import { listSocketEvents } from './socket-events.js';

/** Prevents the API from starting with a socket event that does not declare a permission. */
@Injectable()
export class SocketDeclarations implements OnModuleInit {
  onModuleInit(): void {
    const undeclared = listSocketEvents(LiveGateway).filter(({ access }) => access?.kind !== 'permission');
    if (undeclared.length === 0) return;
    throw new Error(
      `These socket events must declare @RequirePermission: ${undeclared.map(({ handler }) => handler).join(', ')}`,
    );
  }
}
