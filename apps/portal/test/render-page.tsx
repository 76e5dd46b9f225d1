import {
  createMemoryHistory,
  createRootRoute,
  createRouter,
  Matches,
  RouterContextProvider,
} from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { renderPortal } from './render.js';

/** Renders a component that reads and changes the address of its page, such as a list with filters. */
export async function renderPage(
  element: ReactNode,
  { path = '/', ...options }: NonNullable<Parameters<typeof renderPortal>[1]> = {},
) {
  const router = createRouter({
    routeTree: createRootRoute({ component: () => element }),
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
