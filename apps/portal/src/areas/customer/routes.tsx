import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { guardArea } from '../../shell/area-guard.js';
import { rootRoute } from '../../shell/root-route.js';
import { readUrlFilters } from '../../ui/tables/use-url-filters.js';

const customerRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: 'plant',
  beforeLoad: ({ context, location }) => guardArea('customer', context, location.href),
  component: lazyRouteComponent(() => import('./shell/customer-shell.js'), 'CustomerShell'),
});

const plantRoute = createRoute({
  getParentRoute: () => customerRoute,
  path: '/',
  loader: ({ context }) =>
    import('./plant/plant-page.js').then(({ loadPlant }) => loadPlant(context.queryClient)),
  component: lazyRouteComponent(() => import('./plant/plant-page.js'), 'PlantPage'),
});

const machinesRoute = createRoute({
  getParentRoute: () => customerRoute,
  path: 'machines',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./machines/machines-page.js'), 'MachinesPage'),
});

const machineRoute = createRoute({
  getParentRoute: () => customerRoute,
  path: 'machines/$machineId',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./machines/machine-page.js'), 'MachinePage'),
});

const costsRoute = createRoute({
  getParentRoute: () => customerRoute,
  path: 'costs',
  component: lazyRouteComponent(() => import('./costs/costs-page.js'), 'CostsPage'),
});

const invoiceRoute = createRoute({
  getParentRoute: () => customerRoute,
  path: 'costs/invoices/$invoiceId',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./costs/invoice-page.js'), 'InvoicePage'),
});

const paymentRoute = createRoute({
  getParentRoute: () => customerRoute,
  path: 'costs/payments/$paymentId',
  component: lazyRouteComponent(() => import('./costs/payment-page.js'), 'PaymentPage'),
});

const groupDocumentRoute = createRoute({
  getParentRoute: () => customerRoute,
  path: 'costs/groups/$groupId/$month',
  component: lazyRouteComponent(() => import('./costs/group-document-page.js'), 'GroupDocumentPage'),
});

const proofRoute = createRoute({
  getParentRoute: () => customerRoute,
  path: 'costs/lines/$lineId',
  component: lazyRouteComponent(() => import('./costs/proof-page.js'), 'ProofPage'),
});

const disputeRoute = createRoute({
  getParentRoute: () => customerRoute,
  path: 'costs/disputes/$disputeId',
  component: lazyRouteComponent(() => import('./costs/dispute-page.js'), 'DisputePage'),
});

const visitsRoute = createRoute({
  getParentRoute: () => customerRoute,
  path: 'visits',
  component: lazyRouteComponent(() => import('./visits/visits-page.js'), 'VisitsPage'),
});

const ticketRoute = createRoute({
  getParentRoute: () => customerRoute,
  path: 'visits/$ticketId',
  component: lazyRouteComponent(() => import('./visits/ticket-page.js'), 'TicketPage'),
});

const reportRoute = createRoute({
  getParentRoute: () => customerRoute,
  path: 'report',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./visits/report-page.js'), 'ReportPage'),
});

const dataRoute = createRoute({
  getParentRoute: () => customerRoute,
  path: 'data',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./data/data-page.js'), 'DataPage'),
});

const notificationsRoute = createRoute({
  getParentRoute: () => customerRoute,
  path: 'notifications',
  component: lazyRouteComponent(() => import('./notifications/notifications-page.js'), 'NotificationsPage'),
});

export const customerTree = customerRoute.addChildren([
  plantRoute,
  machinesRoute,
  machineRoute,
  costsRoute,
  invoiceRoute,
  paymentRoute,
  groupDocumentRoute,
  proofRoute,
  disputeRoute,
  visitsRoute,
  ticketRoute,
  reportRoute,
  dataRoute,
  notificationsRoute,
]);
