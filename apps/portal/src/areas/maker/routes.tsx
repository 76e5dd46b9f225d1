import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { guardArea } from '../../shell/area-guard.js';
import { rootRoute } from '../../shell/root-route.js';
import { readUrlFilters } from '../../ui/tables/use-url-filters.js';

const makerRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'maker',
  beforeLoad: ({ context, location }) => guardArea('maker', context, location.href),
  component: lazyRouteComponent(() => import('./shell/maker-shell.js'), 'MakerShell'),
});

const todayRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'today',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./today/today-page.js'), 'TodayPage'),
});

const fleetRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'fleet',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./machines/fleet-page.js'), 'FleetPage'),
});

const machineRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'fleet/$machineId',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./machines/machine/machine-page.js'), 'MachinePage'),
});

const alarmsRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'alarms',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./machines/alarms-page.js'), 'AlarmsPage'),
});

const ticketsRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'tickets',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./service/tickets-page.js'), 'TicketsPage'),
});

const ticketRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'tickets/$ticketId',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./service/ticket-page.js'), 'TicketPage'),
});

const partsRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'parts',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./service/parts-page.js'), 'PartsPage'),
});

const contractsRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'contracts',
  validateSearch: readUrlFilters,
  // Older links opened the form for a new contract in the list; they are redirected to its page.
  beforeLoad: ({ search }) => {
    if (search['open'] === 'add') throw redirect({ to: '/contracts/new', replace: true });
  },
  component: lazyRouteComponent(() => import('./contracts/contracts-page.js'), 'ContractsPage'),
});

const simulatorRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'contracts/simulator',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./contracts/simulator-page.js'), 'SimulatorPage'),
});

const indexStepsRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'contracts/index-steps',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./contracts/index-steps-page.js'), 'IndexStepsPage'),
});

const priceBooksRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'contracts/price-books',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./contracts/price-books-page.js'), 'PriceBooksPage'),
});

const priceBookRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'contracts/price-books/$bookId',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./contracts/price-book-page.js'), 'PriceBookPage'),
});

const newContractRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'contracts/new',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./contracts/contract-editor-page.js'), 'ContractEditorPage'),
});

const draftRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'contracts/$contractId/edit',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./contracts/contract-editor-page.js'), 'ContractEditorPage'),
});

const contractRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'contracts/$contractId',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./contracts/contract-page.js'), 'ContractPage'),
});

const exceptionsRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'exceptions',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./billing/exceptions-page.js'), 'ExceptionsPage'),
});

const billingRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'billing',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./billing/billing-page.js'), 'BillingPage'),
});

const invoiceRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'billing/$invoiceId',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./billing/invoice-page.js'), 'InvoicePage'),
});

const groupDocumentRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'billing/groups/$groupId/$month',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./billing/group-document-page.js'), 'GroupDocumentPage'),
});

const billingRunRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'billing/runs/$runId',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./billing/billing-run-page.js'), 'BillingRunPage'),
});

const bulkDecisionRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'billing/decisions/$decisionId',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./billing/bulk-decision-page.js'), 'BulkDecisionPage'),
});

const proofRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'billing/lines/$lineId',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./billing/proof-page.js'), 'ProofPage'),
});

const disputesRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'disputes',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./billing/disputes-page.js'), 'DisputesPage'),
});

const disputeRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'disputes/$disputeId',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./billing/dispute-page.js'), 'DisputePage'),
});

const receivablesRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'receivables',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./receivables/receivables-page.js'), 'ReceivablesPage'),
});

const monthCloseRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'receivables/months/$legalEntityId/$month',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./receivables/month-close-page.js'), 'MonthClosePage'),
});

const paymentRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'receivables/payments/$paymentId',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./receivables/payment-page.js'), 'PaymentPage'),
});

const revenueRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'revenue',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./billing/revenue-page.js'), 'RevenuePage'),
});

const costImportRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'revenue/costs',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./billing/cost-import-page.js'), 'CostImportPage'),
});

const statementsRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'receivables/statements',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./receivables-matching/statements-page.js'), 'StatementsPage'),
});

const statementImportRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'receivables/statements/$importId',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(
    () => import('./receivables-matching/statement-import-page.js'),
    'StatementImportPage',
  ),
});

const matchingRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'receivables/matching',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./receivables-matching/matching-page.js'), 'MatchingPage'),
});

const registryRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'registry',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./machines/registry-page.js'), 'RegistryPage'),
});

const customerRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'customers/$customerId',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./customers/customer-page.js'), 'CustomerPage'),
});

const siteRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'sites/$siteId',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./customers/site-page.js'), 'SitePage'),
});

const importRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'import',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./machines/import-page.js'), 'ImportPage'),
});

const telemetryRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'telemetry',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./data/telemetry-page.js'), 'TelemetryPage'),
});

const exportsRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'exports',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./data/exports-page.js'), 'ExportsPage'),
});

const historyImportRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'telemetry/imports/$importId',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./data/history-import-page.js'), 'HistoryImportPage'),
});

const rulesRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'alarm-rules',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./machines/alarm-rules-page.js'), 'AlarmRulesPage'),
});

const devicesRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'devices',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./machines/devices-page.js'), 'DevicesPage'),
});

const settingsRoute = createRoute({
  getParentRoute: () => makerRoute,
  path: 'settings',
  validateSearch: readUrlFilters,
  component: lazyRouteComponent(() => import('./settings/settings-page.js'), 'SettingsPage'),
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
  newContractRoute,
  draftRoute,
  contractRoute,
  exceptionsRoute,
  billingRoute,
  invoiceRoute,
  billingRunRoute,
  bulkDecisionRoute,
  groupDocumentRoute,
  proofRoute,
  disputesRoute,
  disputeRoute,
  receivablesRoute,
  monthCloseRoute,
  paymentRoute,
  revenueRoute,
  costImportRoute,
  statementsRoute,
  statementImportRoute,
  matchingRoute,
  registryRoute,
  customerRoute,
  siteRoute,
  importRoute,
  telemetryRoute,
  exportsRoute,
  historyImportRoute,
  rulesRoute,
  devicesRoute,
  settingsRoute,
]);
