import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { type DeclaredRoute, listRoutes } from './route-access.js';

/** Lists all HTTP routes of an app with their declarations. */
export function listAllRoutes(modules: ModulesContainer): DeclaredRoute[] {
  const routes: DeclaredRoute[] = [];
  for (const module of modules.values()) {
    for (const { metatype } of module.controllers.values()) {
      if (typeof metatype === 'function') routes.push(...listRoutes(metatype as new () => unknown));
    }
  }
  return routes;
}

/**
 * Prevents the API from starting with a route that declares no access, so that a forgotten declaration is noticed
 * before anyone can call the route.
 */
@Injectable()
export class RouteDeclarations implements OnModuleInit {
  constructor(private readonly modules: ModulesContainer) {}

  onModuleInit(): void {
    const undeclared = listAllRoutes(this.modules).filter((route) => !route.access);
    if (undeclared.length === 0) return;
    throw new Error(
      'These routes must declare exactly one of @RequirePermission, @SignedIn and @Public:\n' +
        undeclared.map(({ handler, method, path }) => `- ${handler} (${method} ${path})`).join('\n'),
    );
  }
}
