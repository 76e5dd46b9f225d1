import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { guardArea } from '../../shell/area-guard.js';
import { rootRoute } from '../../shell/root-route.js';
import { PAGES } from './pages.js';

const technicianRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: 'field',
  beforeLoad: ({ context, location }) => guardArea('technician', context, location.href),
  component: lazyRouteComponent(() => import('./shell/field-shell.js'), 'FieldShell'),
});

const dayRoute = createRoute({
  getParentRoute: () => technicianRoute,
  path: '/',
  component: lazyRouteComponent(PAGES.day, 'DayPage'),
});

const ticketRoute = createRoute({
  getParentRoute: () => technicianRoute,
  path: 'tickets/$ticketId',
  component: lazyRouteComponent(PAGES.ticket, 'TicketPage'),
});

const scanRoute = createRoute({
  getParentRoute: () => technicianRoute,
  path: 'scan',
  component: lazyRouteComponent(PAGES.scan, 'ScanPage'),
});

const machineRoute = createRoute({
  getParentRoute: () => technicianRoute,
  path: 'machines/$machineId',
  component: lazyRouteComponent(PAGES.machine, 'MachinePage'),
});

const partsRoute = createRoute({
  getParentRoute: () => technicianRoute,
  path: 'parts',
  component: lazyRouteComponent(PAGES.parts, 'PartsPage'),
});

const inboxRoute = createRoute({
  getParentRoute: () => technicianRoute,
  path: 'inbox',
  component: lazyRouteComponent(PAGES.inbox, 'InboxPage'),
});

const meRoute = createRoute({
  getParentRoute: () => technicianRoute,
  path: 'me',
  component: lazyRouteComponent(PAGES.me, 'MePage'),
});

const notificationsRoute = createRoute({
  getParentRoute: () => technicianRoute,
  path: 'notifications',
  component: lazyRouteComponent(PAGES.notifications, 'NotificationsPage'),
});

export const technicianTree = technicianRoute.addChildren([
  dayRoute,
  ticketRoute,
  scanRoute,
  machineRoute,
  partsRoute,
  inboxRoute,
  meRoute,
  notificationsRoute,
]);
