import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { guardArea } from '../../shell/area-guard.js';
import { rootRoute } from '../../shell/root-route.js';

const verifierRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: 'packs',
  beforeLoad: ({ context, location }) => guardArea('verifier', context, location.href),
  component: lazyRouteComponent(() => import('./verifier-shell.js'), 'VerifierShell'),
});

const packsRoute = createRoute({
  getParentRoute: () => verifierRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./packs-page.js'), 'PacksPage'),
});

export const verifierTree = verifierRoute.addChildren([packsRoute]);
