import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import type { Permission } from '#organization';
import { type RequestLimits, requestLimitsOf } from '../limits/request-limits.js';
import { PUBLIC_REASON } from './decorators/public.decorator.js';
import { REQUIRED_PERMISSIONS } from './decorators/require-permission.decorator.js';
import { SESSION_ONLY } from './decorators/session-only.decorator.js';
import { SIGNED_IN_REASON } from './decorators/signed-in.decorator.js';

/** Declared access to a route. */
export type RouteAccess =
  | { readonly kind: 'public'; readonly reason: string }
  | { readonly kind: 'signed_in'; readonly reason: string }
  | { readonly kind: 'permission'; readonly anyOf: readonly Permission[] };

type Class = abstract new (...args: never[]) => unknown;
type Handler = object;

/**
 * Returns the access that a handler declares or, if it declares none, the access that its controller declares.
 * @returns undefined if neither declares an access; null if one of them declares several kinds
 */
export function findRouteAccess(controller: Class, handler: Handler): RouteAccess | undefined | null {
  const own = declared(handler);
  return own === undefined ? declared(controller) : own;
}

/** Returns whether a handler or its controller rejects API keys. */
export function isSessionOnly(controller: Class, handler: Handler): boolean {
  return [handler, controller].some((target) => Reflect.getMetadata(SESSION_ONLY, target) === true);
}

/** Returns the access that the decorators of a class or a method declare. */
function declared(target: object): RouteAccess | undefined | null {
  const publicReason = Reflect.getMetadata(PUBLIC_REASON, target) as string | undefined;
  const signedInReason = Reflect.getMetadata(SIGNED_IN_REASON, target) as string | undefined;
  const anyOf = Reflect.getMetadata(REQUIRED_PERMISSIONS, target) as Permission[] | undefined;
  const said = [publicReason, signedInReason, anyOf].filter((part) => part !== undefined);
  if (said.length === 0) return undefined;
  if (said.length > 1) return null;
  if (anyOf) return { kind: 'permission', anyOf };
  return publicReason !== undefined
    ? { kind: 'public', reason: publicReason }
    : { kind: 'signed_in', reason: signedInReason ?? '' };
}

export interface DeclaredRoute {
  readonly method: string;
  /** Path without the global prefix. */
  readonly path: string;
  /** `MachinesController.list` */
  readonly handler: string;
  readonly access: RouteAccess | undefined | null;
  /** Whether API keys are rejected. */
  readonly sessionOnly: boolean;
  readonly limits: RequestLimits;
}

/** Lists all routes of a controller with their declarations. */
export function listRoutes(controller: Class): DeclaredRoute[] {
  const base = (Reflect.getMetadata(PATH_METADATA, controller) as string | string[] | undefined) ?? '';
  const routes: DeclaredRoute[] = [];
  for (const name of methodNames(controller.prototype as object)) {
    const handler = (controller.prototype as Record<string, Handler | undefined>)[name];
    if (!handler) continue;
    const path = Reflect.getMetadata(PATH_METADATA, handler) as string | string[] | undefined;
    if (path === undefined) continue;
    const access = findRouteAccess(controller, handler);
    const method = Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod;
    for (const start of [base].flat()) {
      for (const end of [path].flat()) {
        routes.push({
          method: RequestMethod[method],
          path: `/${[start, end]
            .flatMap((part) => part.split('/'))
            .filter(Boolean)
            .join('/')}`,
          handler: `${controller.name}.${name}`,
          access,
          sessionOnly: isSessionOnly(controller, handler),
          limits: requestLimitsOf(handler, access?.kind === 'public'),
        });
      }
    }
  }
  return routes;
}

function methodNames(prototype: object): string[] {
  const names = new Set<string>();
  for (
    let each: object | null = prototype;
    each && each !== Object.prototype;
    each = Object.getPrototypeOf(each) as object | null
  ) {
    for (const [name, property] of Object.entries(Object.getOwnPropertyDescriptors(each))) {
      if (name !== 'constructor' && typeof property.value === 'function') names.add(name);
    }
  }
  return [...names];
}
