import { createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { queryClient } from '../api/query-client.js';
import { customerTree } from '../areas/customer/routes.js';
import { makerTree } from '../areas/maker/routes.js';
import { technicianTree } from '../areas/technician/routes.js';
import { verifierTree } from '../areas/verifier/routes.js';
import { CrashPage } from '../shell/crash-page.js';
import { NotFoundPage } from '../shell/not-found-page.js';
import { rootRoute } from '../shell/root-route.js';
import { publicRoutes } from './public-routes.js';
import { unknownAddressTree } from './unknown-address.js';

/** The component gallery exists only in development; the build removes it through this condition. */
const developmentRoutes = import.meta.env.DEV
  ? [
      createRoute({
        getParentRoute: () => rootRoute,
        path: '/gallery',
        component: lazyRouteComponent(() => import('./pages/gallery-page.js'), 'GalleryPage'),
      }),
    ]
  : [];

const routeTree = rootRoute.addChildren([
  ...publicRoutes,
  makerTree,
  customerTree,
  technicianTree,
  verifierTree,
  unknownAddressTree,
  ...developmentRoutes,
]);

export const router = createRouter({
  routeTree,
  context: { queryClient },
  defaultPreload: 'intent',
  // Keeps the surrounding navigation when a page fails.
  defaultErrorComponent: ({ error, reset }) => <CrashPage error={error} onRetry={reset} />,
  defaultNotFoundComponent: NotFoundPage,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
