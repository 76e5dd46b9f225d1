import { MESSAGE_MAPPING_METADATA, MESSAGE_METADATA } from '@nestjs/websockets/constants.js';
import { findRouteAccess, type RouteAccess } from '../security/route-access.js';

export interface DeclaredEvent {
  /** As the client emits it. */
  readonly event: string;
  /** `LiveGateway.watch` */
  readonly handler: string;
  readonly access: RouteAccess | undefined | null;
}

/** Every event that a gateway takes from clients, with who may send it as it declares. */
export function listSocketEvents(gateway: abstract new (...args: never[]) => object): DeclaredEvent[] {
  const prototype = gateway.prototype as Record<string, object | undefined>;
  return Object.getOwnPropertyNames(prototype).flatMap((name) => {
    const handler = name === 'constructor' ? undefined : prototype[name];
    if (typeof handler !== 'function' || !Reflect.getMetadata(MESSAGE_MAPPING_METADATA, handler)) return [];
    const event = String(Reflect.getMetadata(MESSAGE_METADATA, handler));
    return [{ event, handler: `${gateway.name}.${name}`, access: findRouteAccess(gateway, handler) }];
  });
}
