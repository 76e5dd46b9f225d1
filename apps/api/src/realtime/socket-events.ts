import { MESSAGE_MAPPING_METADATA, MESSAGE_METADATA } from '@nestjs/websockets/constants.js';
import { findRouteAccess, type RouteAccess } from '../security/route-access.js';

export interface DeclaredEvent {
  /** Name of the event. */
  readonly event: string;
  /** `LiveGateway.watch` */
  readonly handler: string;
  readonly access: RouteAccess | undefined | null;
}

/** Returns all events that a gateway accepts from clients, with their declared access. */
export function listSocketEvents(gateway: abstract new (...args: never[]) => object): DeclaredEvent[] {
  const prototype = gateway.prototype as Record<string, object | undefined>;
  return Object.getOwnPropertyNames(prototype).flatMap((name) => {
    const handler = name === 'constructor' ? undefined : prototype[name];
    if (typeof handler !== 'function' || !Reflect.getMetadata(MESSAGE_MAPPING_METADATA, handler)) return [];
    const event = String(Reflect.getMetadata(MESSAGE_METADATA, handler));
    return [{ event, handler: `${gateway.name}.${name}`, access: findRouteAccess(gateway, handler) }];
  });
}
