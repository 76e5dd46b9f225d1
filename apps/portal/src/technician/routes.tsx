import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { guardArea } from '../app/area-guard.js';
import { rootRoute } from '../app/root-route.js';
import { TechnicianShell } from '../app/shell/technician-shell.js';

const technicianRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: 'field',
  beforeLoad: ({ context, location }) => guardArea('technician', context, location.href),
  component: TechnicianShell,
});

const dayRoute = createRoute({
  getParentRoute: () => technicianRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./pages/day-page.js'), 'DayPage'),
});

export const technicianTree = technicianRoute.addChildren([dayRoute]);
