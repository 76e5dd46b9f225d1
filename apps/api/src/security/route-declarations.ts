import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { type DeclaredRoute, listRoutes } from './route-access.js';

/** Every HTTP route of an app with what it declares. */
export function listAllRoutes(modules: ModulesContainer): DeclaredRoute[] {
  const routes: DeclaredRoute[] = [];
  for (const module of modules.values()) {
    for (const { metatype } of module.controllers.values()) {
      if (typeof metatype === 'function') routes.push(...listRoutes(metatype as new () => unknown));
    }
  }
  return routes;
}

/** Refuses to start with a route that doesn't say who may use it: forgetting is noticed before anybody can call it. */
@Injectable()
export class RouteDeclarations implements OnModuleInit {
  constructor(private readonly modules: ModulesContainer) {}

  onModuleInit(): void {
    const silent = listAllRoutes(this.modules).filter((route) => !route.access);
    if (silent.length === 0) return;
    throw new Error(
      'These routes must carry exactly one of @RequirePermission, @SignedIn and @Public:\n' +
        silent.map(({ handler, method, path }) => `- ${handler} (${method} ${path})`).join('\n'),
    );
  }
}
