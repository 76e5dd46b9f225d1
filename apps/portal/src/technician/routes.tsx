import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { guardArea } from '../app/area-guard.js';
import { rootRoute } from '../app/root-route.js';
import { FieldShell } from './shell/field-shell.js';

const technicianRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: 'field',
  beforeLoad: ({ context, location }) => guardArea('technician', context, location.href),
  component: FieldShell,
});

const dayRoute = createRoute({
  getParentRoute: () => technicianRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./pages/day-page.js'), 'DayPage'),
});

const ticketRoute = createRoute({
  getParentRoute: () => technicianRoute,
  path: 'tickets/$ticketId',
  component: lazyRouteComponent(() => import('./pages/ticket-page.js'), 'TicketPage'),
});

const scanRoute = createRoute({
  getParentRoute: () => technicianRoute,
  path: 'scan',
  component: lazyRouteComponent(() => import('./pages/scan-page.js'), 'ScanPage'),
});

const machineRoute = createRoute({
  getParentRoute: () => technicianRoute,
  path: 'machines/$machineId',
  component: lazyRouteComponent(() => import('./pages/machine-page.js'), 'MachinePage'),
});

const partsRoute = createRoute({
  getParentRoute: () => technicianRoute,
  path: 'parts',
  component: lazyRouteComponent(() => import('./pages/parts-page.js'), 'PartsPage'),
});

const inboxRoute = createRoute({
  getParentRoute: () => technicianRoute,
  path: 'inbox',
  component: lazyRouteComponent(() => import('./pages/inbox-page.js'), 'InboxPage'),
});

const meRoute = createRoute({
  getParentRoute: () => technicianRoute,
  path: 'me',
  component: lazyRouteComponent(() => import('./pages/me-page.js'), 'MePage'),
});

export const technicianTree = technicianRoute.addChildren([
  dayRoute,
  ticketRoute,
  scanRoute,
  machineRoute,
  partsRoute,
  inboxRoute,
  meRoute,
]);
