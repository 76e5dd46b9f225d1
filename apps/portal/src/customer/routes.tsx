import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { guardArea } from '../app/area-guard.js';
import { rootRoute } from '../app/root-route.js';
import { CustomerShell } from '../app/shell/customer-shell.js';

const customerRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: 'plant',
  beforeLoad: ({ context, location }) => guardArea('customer', context, location.href),
  component: CustomerShell,
});

const plantRoute = createRoute({
  getParentRoute: () => customerRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./pages/plant-page.js'), 'PlantPage'),
});

export const customerTree = customerRoute.addChildren([plantRoute]);
