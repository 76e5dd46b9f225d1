import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Matches,
  RouterContextProvider,
} from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { renderPortal } from './render.js';

/** Renders a component that reads and changes the address of its page, such as a list with filters. */
export async function renderPage(
  element: ReactNode,
  {
    path = '/',
    route,
    ...options
  }: NonNullable<Parameters<typeof renderPortal>[1]> & {
    /** Path of the page's route, if the page reads parameters of it. */
    readonly route?: string;
  } = {},
) {
  const root = createRootRoute(route === undefined ? { component: () => element } : {});
  const router = createRouter({
    routeTree:
      route === undefined
        ? root
        : root.addChildren([
            createRoute({ getParentRoute: () => root, path: route, component: () => element }),
          ]),
    history: createMemoryHistory({ initialEntries: [path] }),
  });
  await router.load();
  const screen = await renderPortal(
    <RouterContextProvider router={router}>
      <Matches />
    </RouterContextProvider>,
    options,
  );
  return Object.assign(screen, { router });
}
