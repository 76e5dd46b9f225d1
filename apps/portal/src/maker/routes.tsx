import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { guardArea } from '../app/area-guard.js';
import { rootRoute } from '../app/root-route.js';
import { readUrlFilters } from '../ui/use-url-filters.js';

const makerRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'maker',
  beforeLoad: ({ context, location }) => guardArea('maker', context, location.href),
  component: lazyRouteComponent(() => import('../app/shell/maker-shell.js'), 'MakerShell'),
});

const todayRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'today',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./pages/today-page.js'), 'TodayPage'),
});

const fleetRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'fleet',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./pages/fleet-page.js'), 'FleetPage'),
});

const machineRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'fleet/$machineId',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./pages/machine-page.js'), 'MachinePage'),
});

const alarmsRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'alarms',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./pages/alarms-page.js'), 'AlarmsPage'),
});

const ticketsRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'tickets',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./pages/tickets-page.js'), 'TicketsPage'),
});

const ticketRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'tickets/$ticketId',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./pages/ticket-page.js'), 'TicketPage'),
});

const partsRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'parts',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./pages/parts-page.js'), 'PartsPage'),
});

const contractsRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'contracts',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./pages/contracts-page.js'), 'ContractsPage'),
});

const simulatorRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'contracts/simulator',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./pages/simulator-page.js'), 'SimulatorPage'),
});

const indexStepsRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'contracts/index-steps',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./pages/index-steps-page.js'), 'IndexStepsPage'),
});

const priceBooksRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'contracts/price-books',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./pages/price-books-page.js'), 'PriceBooksPage'),
});

const priceBookRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'contracts/price-books/$bookId',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./pages/price-book-page.js'), 'PriceBookPage'),
});

const contractRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'contracts/$contractId',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./pages/contract-page.js'), 'ContractPage'),
});

const exceptionsRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'exceptions',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./pages/exceptions-page.js'), 'ExceptionsPage'),
});

const billingRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'billing',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./pages/billing-page.js'), 'BillingPage'),
});

const invoiceRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'billing/$invoiceId',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./pages/invoice-page.js'), 'InvoicePage'),
});

const groupDocumentRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'billing/groups/$groupId/$month',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./pages/group-document-page.js'), 'GroupDocumentPage'),
});

const billingRunRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'billing/runs/$runId',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./pages/billing-run-page.js'), 'BillingRunPage'),
});

const proofRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'billing/lines/$lineId',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./pages/proof-page.js'), 'ProofPage'),
});

const disputesRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'disputes',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./pages/disputes-page.js'), 'DisputesPage'),
});

const disputeRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'disputes/$disputeId',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./pages/dispute-page.js'), 'DisputePage'),
});

const revenueRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'revenue',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./pages/revenue-page.js'), 'RevenuePage'),
});

const costImportRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'revenue/costs',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./pages/cost-import-page.js'), 'CostImportPage'),
});

const registryRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'registry',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./pages/registry-page.js'), 'RegistryPage'),
});

const importRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'import',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./pages/import-page.js'), 'ImportPage'),
});

const telemetryRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'telemetry',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./pages/telemetry-page.js'), 'TelemetryPage'),
});

const exportsRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'exports',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./pages/exports-page.js'), 'ExportsPage'),
});

const historyImportRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'telemetry/imports/$importId',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./pages/history-import-page.js'), 'HistoryImportPage'),
});

const rulesRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'alarm-rules',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./pages/alarm-rules-page.js'), 'AlarmRulesPage'),
});

const devicesRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'devices',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./pages/devices-page.js'), 'DevicesPage'),
});

const settingsRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'settings',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./pages/settings-page.js'), 'SettingsPage'),
});

export const makerTree = makerRoute.addChildren([
  todayRoute,
  fleetRoute,
  machineRoute,
  alarmsRoute,
  ticketsRoute,
  ticketRoute,
  partsRoute,
  contractsRoute,
  simulatorRoute,
  indexStepsRoute,
  priceBooksRoute,
  priceBookRoute,
  contractRoute,
  exceptionsRoute,
  billingRoute,
  invoiceRoute,
  billingRunRoute,
  groupDocumentRoute,
  proofRoute,
  disputesRoute,
  disputeRoute,
  revenueRoute,
  costImportRoute,
  registryRoute,
  importRoute,
  telemetryRoute,
  exportsRoute,
  historyImportRoute,
  rulesRoute,
  devicesRoute,
  settingsRoute,
]);
