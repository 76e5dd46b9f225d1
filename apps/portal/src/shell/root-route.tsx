import { createRootRouteWithContext, Outlet } from '@tanstack/react-router';
import type { QueryClient } from '@tanstack/react-query';
import { CrashPage } from './crash-page.js';
import { NotFoundPage } from './not-found-page.js';

export interface RouterContext {
  readonly queryClient: QueryClient;
}

export const rootRoute = createRootRouteWithContext<RouterContext>()({
  component: Outlet,
  notFoundComponent: () => (
    <main>
      <NotFoundPage />
    </main>
  ),
  errorComponent: ({ error, reset }) => (
    <main>
      <CrashPage error={error} onRetry={reset} />
    </main>
  ),
});
