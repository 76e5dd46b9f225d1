import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BILL_GROUP_ROUTE_CASES } from './bill-group-route-cases.js';
import { RECEIVABLES_ROUTE_CASES } from './receivables-route-cases.js';
import { BILLING_ROUTE_CASES } from './billing-route-cases.js';
import { MODEL_METER_ROUTE_CASES } from './model-meter-route-cases.js';
import { PRICE_BOOK_ROUTE_CASES } from './price-book-route-cases.js';
import { REVENUE_ROUTE_CASES } from './revenue-route-cases.js';
import { TestAuthority } from './certificates.js';
import type { CaseTools, RouteCase } from './route-case.js';
import type { CustomerOfWorld, MakerOfWorld } from './world.js';

type Of = CustomerOfWorld;
type Maker = MakerOfWorld;

/** Edits name the version that the user saw. Every object in a new world has version 1. */
const FIRST = { 'if-match': '"1"' };
const id = (key: string) => (of: Of, maker: Maker) => ({ id: of.ids[key] ?? maker.ids[key]! });
const shows = (key: string) => (of: Of, maker: Maker) => of.ids[key] ?? maker.ids[key]!;
/** Returns a time relative to the current time, because the tested API uses the real clock. */
const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
const OCTOBER = 'from=2026-10-01T00:00:00Z&to=2026-11-01T00:00:00Z';
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

function form(
  fields: Record<string, string>,
  name: string,
  type: string,
  content: Buffer | string,
): FormData {
  const data = new FormData();
  for (const [key, value] of Object.entries(fields)) data.append(key, value);
  data.append(
    'file',
    new Blob([typeof content === 'string' ? content : new Uint8Array(content)], { type }),
    name,
  );
  return data;
}

const customersFile = (code: string) =>
  form({ kind: 'customers' }, 'customers.csv', 'text/csv', `code;name;country\n${code};New customer;PL\n`);

const NEW_HUB = (maker: Maker) => ({
  code: 'KRK',
  name: 'Hub Krakow',
  legalEntityId: maker.ids.legal_entity,
  country: 'PL',
  zone: 'Europe/Warsaw',
  hours: { days: [1, 2, 3, 4, 5], open: '08:00', close: '17:00' },
  languages: ['pl'],
  latitude: 50,
  longitude: 20,
});

const INTAKE_LIMITS = { messagesPerSecond: 50, pointsPerSecond: null, payloadBytes: null };

const organization: Record<string, RouteCase> = {
  'GET /users': { audience: 'staff', shows: (_, maker) => maker.staff.planner.membershipId },
  'POST /users/invitations': {
    audience: 'staff',
    body: (of) => ({
      email: `new-${of.customerId}@example.org`,
      role: 'customer_viewer',
      customerIds: [of.customerId],
    }),
  },
  'PATCH /users/:membershipId': {
    audience: 'staff',
    path: (_, maker) => ({ membershipId: maker.staff.planner.membershipId }),
    headers: FIRST,
    body: () => ({ expiresAt: inHours(1000) }),
  },
  'DELETE /users/:membershipId': {
    audience: 'staff',
    path: (_, maker) => ({ membershipId: maker.staff.planner.membershipId }),
  },
  'GET /api-keys': { audience: 'staff', shows: (_, maker) => maker.staff.finance.keyId },
  'POST /api-keys': { audience: 'self', body: () => ({ name: 'ERP', permissions: ['fleet.read'] }) },
  'DELETE /api-keys/:id': { audience: 'staff', path: (_, maker) => ({ id: maker.staff.finance.keyId }) },
  'GET /audit-entries': { audience: 'staff', shows: shows('audit_entry') },
  'GET /hubs': { audience: 'everyone', shows: shows('hub') },
  'POST /hubs': { audience: 'everyone', body: (_, maker) => NEW_HUB(maker) },
  'GET /hubs/:id': { audience: 'everyone', path: id('hub'), shows: shows('hub') },
  'PATCH /hubs/:id': { audience: 'everyone', path: id('hub'), headers: FIRST, body: () => ({ name: 'Hub' }) },
  'GET /hubs/:id/holidays': {
    audience: 'staff',
    path: id('hub'),
    query: () => 'year=2026',
    shows: () => '2026-11-11',
  },
  'PUT /hubs/:id/holidays/:day': {
    audience: 'staff',
    path: (_, maker) => ({ id: maker.ids.hub!, day: '2026-12-24' }),
    body: () => ({ name: 'Christmas Eve' }),
  },
  'DELETE /hubs/:id/holidays/:day': {
    audience: 'staff',
    path: (_, maker) => ({ id: maker.ids.hub!, day: '2026-11-11' }),
  },
  'GET /legal-entities': { audience: 'everyone', shows: shows('legal_entity') },
  'POST /legal-entities': {
    audience: 'self',
    body: () => ({ name: 'Entity', country: 'MX', currency: 'MXN', zone: 'America/Mexico_City' }),
  },
  'PATCH /legal-entities/:id': {
    audience: 'everyone',
    path: id('legal_entity'),
    headers: FIRST,
    body: () => ({ name: 'Entity' }),
  },
  'GET /partners': { audience: 'staff', shows: shows('partner') },
  'POST /partners': { audience: 'self', body: () => ({ code: 'NEW', name: 'New dealer' }) },
  'PATCH /partners/:id': {
    audience: 'staff',
    path: id('partner'),
    headers: FIRST,
    body: () => ({ name: 'Renamed' }),
  },
  'GET /document-brand': { audience: 'self', shows: () => '"accent":"#0b6b74"' },
  'PATCH /document-brand': { audience: 'self', body: () => ({ accent: '#0b6b74', logo: null }) },
  'GET /setup-checklist': { audience: 'self', shows: () => '"key":"company"' },
  'GET /maker': { audience: 'staff', shows: (_, maker) => maker.makerId },
  'PATCH /maker': { audience: 'self', headers: FIRST, body: () => ({ brand: 'Brand' }) },
};

const endpoint = id('webhook_endpoint');
const delivery = (_: Of, maker: Maker) => ({
  id: maker.ids.webhook_endpoint!,
  deliveryId: maker.ids.webhook_delivery!,
});

const notifications: Record<string, RouteCase> = {
  'GET /notification-deliveries': {
    audience: 'staff',
    shows: (_, maker) => maker.ids.notification_delivery!,
  },
  'GET /notification-escalations': { audience: 'staff', shows: () => '"afterMinutes":30' },
  'PUT /notification-escalations/:type': {
    audience: 'self',
    path: () => ({ type: 'ticket.opened' }),
    body: () => ({ steps: [{ afterMinutes: 60, role: 'manager' }] }),
  },
  'GET /webhook-endpoints': { audience: 'staff', shows: shows('webhook_endpoint') },
  'POST /webhook-endpoints': {
    audience: 'self',
    body: () => ({ name: 'ERP', url: 'https://erp.example/hook', eventTypes: ['alarm.critical'] }),
  },
  'GET /webhook-endpoints/:id': { audience: 'staff', path: endpoint, shows: shows('webhook_endpoint') },
  'PATCH /webhook-endpoints/:id': {
    audience: 'staff',
    path: endpoint,
    headers: FIRST,
    body: () => ({ name: 'ERP of the plant' }),
  },
  'DELETE /webhook-endpoints/:id': { audience: 'staff', path: endpoint },
  'POST /webhook-endpoints/:id/rotate-secret': { audience: 'staff', path: endpoint },
  'POST /webhook-endpoints/:id/test': { audience: 'staff', path: endpoint },
  'GET /webhook-endpoints/:id/deliveries': {
    audience: 'staff',
    path: endpoint,
    shows: shows('webhook_delivery'),
  },
  'GET /webhook-endpoints/:id/deliveries/:deliveryId': {
    audience: 'staff',
    path: delivery,
    shows: shows('webhook_delivery'),
  },
  'POST /webhook-endpoints/:id/deliveries/:deliveryId/redeliver': { audience: 'staff', path: delivery },
};

const registry: Record<string, RouteCase> = {
  'GET /customers': { audience: 'customer', shows: (of) => of.customerId },
  'POST /customers': {
    audience: 'staff',
    body: (_, maker) => ({ code: 'C-new', name: 'New', country: 'PL', hubId: maker.ids.hub }),
  },
  'GET /customers/:id': { audience: 'customer', path: id('customer'), shows: shows('customer') },
  'PATCH /customers/:id': {
    audience: 'customer',
    path: id('customer'),
    headers: FIRST,
    body: () => ({ name: 'Renamed' }),
  },
  'GET /customers/:id/contacts': { audience: 'customer', path: id('customer'), shows: shows('contact') },
  'POST /customers/:id/contacts': {
    audience: 'customer',
    path: id('customer'),
    body: () => ({ name: 'New contact' }),
  },
  'PATCH /contacts/:id': {
    audience: 'customer',
    path: id('contact'),
    headers: FIRST,
    body: () => ({ name: 'Renamed' }),
  },
  'GET /customers/:id/overview': { audience: 'customer', path: id('customer'), shows: () => '"critical":1' },
  'GET /customers/:id/timeline': { audience: 'customer', path: id('customer'), shows: shows('placement') },
  'GET /customers/:id/documents': { audience: 'customer', path: id('customer'), shows: shows('stored_file') },
  'GET /sites/:id/overview': { audience: 'customer', path: id('site'), shows: () => '"critical":1' },
  'GET /sites/:id/timeline': { audience: 'customer', path: id('site'), shows: shows('alarm') },
  'GET /sites/:id/documents': { audience: 'customer', path: id('site'), shows: shows('stored_file') },
  'GET /search': {
    audience: 'customer',
    query: () => 'text=PUMP&kinds=machine,device&limit=20',
    shows: shows('machine'),
  },
  'GET /sites': { audience: 'customer', shows: shows('site') },
  'POST /sites': {
    audience: 'customer',
    body: (of) => ({
      customerId: of.customerId,
      code: 'S-new',
      name: 'Plant',
      country: 'PL',
      zone: 'Europe/Warsaw',
    }),
  },
  'GET /sites/:id': { audience: 'customer', path: id('site'), shows: shows('site') },
  'PATCH /sites/:id': {
    audience: 'customer',
    path: id('site'),
    headers: FIRST,
    body: () => ({ name: 'Renamed' }),
  },
  'GET /models': { audience: 'everyone', shows: shows('equipment_model') },
  'POST /models': { audience: 'self', body: () => ({ code: 'NEW', name: 'New model' }) },
  'GET /models/:id': { audience: 'everyone', path: id('equipment_model'), shows: shows('signal') },
  'PATCH /models/:id': {
    audience: 'everyone',
    path: id('equipment_model'),
    headers: FIRST,
    body: () => ({ name: 'Renamed' }),
  },
  'POST /models/:id/signals': {
    audience: 'everyone',
    path: id('equipment_model'),
    body: () => ({ key: 'oil_temp', unit: 'Cel', kind: 'gauge' }),
  },
  'PATCH /signals/:id': {
    audience: 'everyone',
    path: id('signal'),
    headers: FIRST,
    body: () => ({ warnHigh: '9' }),
  },
  'GET /machines': { audience: 'customer', shows: shows('machine') },
  'POST /machines': {
    audience: 'everyone',
    body: (_, maker) => ({
      serial: 'NEW-1',
      modelId: maker.ids.equipment_model,
      shippedAt: '2026-09-01T00:00:00Z',
    }),
  },
  'GET /machines/:id': { audience: 'customer', path: id('machine'), shows: shows('machine') },
  'PATCH /machines/:id': {
    audience: 'customer',
    path: id('machine'),
    headers: FIRST,
    body: () => ({ connection: 'LAN' }),
  },
  'POST /machines/:id/transitions': {
    audience: 'customer',
    path: id('machine'),
    body: () => ({ to: 'swapped', occurredAt: '2026-10-20T00:00:00Z', reason: 'exchange' }),
  },
  'GET /machines/:id/placements': { audience: 'customer', path: id('machine'), shows: shows('placement') },
  'POST /machines/:id/placements': {
    audience: 'customer',
    path: id('machine'),
    body: (_, maker) => ({ siteId: maker.customers[1].ids.site, from: '2026-10-20T00:00:00Z' }),
  },
  'GET /machines/:id/label.svg': { audience: 'customer', path: id('machine'), shows: () => '<svg' },
  'GET /machines/:id/components': { audience: 'customer', path: id('machine'), shows: shows('component') },
  'POST /machines/:id/components': {
    audience: 'customer',
    path: id('machine'),
    body: () => ({ partNumber: 'OF-1', installedAt: '2026-10-02T00:00:00Z' }),
  },
  'PATCH /components/:id': {
    audience: 'customer',
    path: id('component'),
    headers: FIRST,
    body: () => ({ lot: 'L2' }),
  },
  'POST /components/:id/exchange': {
    audience: 'customer',
    path: id('component'),
    headers: FIRST,
    body: () => ({ lot: 'L2', occurredAt: '2026-10-20T00:00:00Z' }),
  },
  'GET /devices': { audience: 'customer', shows: shows('device') },
  'POST /devices': {
    audience: 'customer',
    body: (of) => ({ code: 'DEV-new', kind: 'gateway', machineId: of.ids.machine }),
  },
  'GET /devices/:id': { audience: 'customer', path: id('device'), shows: shows('device') },
  'PATCH /devices/:id': {
    audience: 'customer',
    path: id('device'),
    headers: FIRST,
    body: () => ({ silentAfterSeconds: 600 }),
  },
  'GET /devices/:id/signals': {
    audience: 'customer',
    path: id('site_device'),
    shows: shows('device_signal'),
  },
  'POST /devices/:id/signals': {
    audience: 'customer',
    path: id('site_device'),
    body: () => ({ key: 'flow', unit: 'm3/h', kind: 'gauge' }),
  },
  'GET /devices/:id/limits': { audience: 'staff', path: id('device'), shows: () => 'payloadBytes' },
  'PUT /devices/:id/limits': { audience: 'staff', path: id('device'), body: () => INTAKE_LIMITS },
  'GET /models/:id/limits': {
    audience: 'staff',
    path: id('equipment_model'),
    shows: () => 'payloadBytes',
  },
  'PUT /models/:id/limits': { audience: 'staff', path: id('equipment_model'), body: () => INTAKE_LIMITS },
  'GET /maker/limits': { audience: 'staff', shows: () => 'payloadBytes' },
  'PUT /maker/limits': { audience: 'self', body: () => INTAKE_LIMITS },
  'GET /devices/:id/credentials': {
    audience: 'staff',
    path: id('device'),
    shows: shows('device_credential'),
  },
  'POST /devices/:id/credentials': {
    audience: 'staff',
    path: id('device'),
    body: () => ({ overlapHours: 1 }),
  },
  'POST /devices/:id/certificates': {
    audience: 'staff',
    path: id('device'),
    given: async (of) => {
      const authority = await TestAuthority.create('Works CA');
      of.ids.certificate_pem = (await authority.sign('press')).pem;
    },
    body: (of) => ({ pem: of.ids.certificate_pem }),
  },
  'GET /devices/:id/gateway-names': { audience: 'staff', path: id('gateway'), shows: () => 'Line ' },
  'POST /devices/:id/gateway-names/adopt': {
    audience: 'staff',
    path: id('gateway'),
    body: (of) => ({ name: of.ids.gateway_name, deviceId: of.ids.device }),
  },
  'POST /devices/:id/gateway-names/ignore': {
    audience: 'staff',
    path: id('gateway'),
    body: (of) => ({ name: of.ids.gateway_name }),
  },
  'DELETE /device-credentials/:id': { audience: 'staff', path: id('device_credential') },
  'GET /certificate-authorities': {
    audience: 'staff',
    shows: (_, maker) => maker.ids.certificate_authority!,
  },
  'POST /certificate-authorities': {
    audience: 'staff',
    given: async (of, maker) => {
      const authority = await TestAuthority.create('Works CA');
      of.ids.authority_pem = authority.certificate.pem;
      of.ids.proof_pem = (await authority.sign(maker.makerId)).pem;
    },
    body: (of) => ({
      name: 'Works CA',
      pem: of.ids.authority_pem,
      proofPem: of.ids.proof_pem,
      pattern: '{device.code}',
    }),
  },
  'PATCH /certificate-authorities/:id': {
    audience: 'staff',
    path: (_, maker) => ({ id: maker.ids.certificate_authority! }),
    headers: FIRST,
    body: () => ({ name: 'Another name' }),
  },
  'DELETE /certificate-authorities/:id': {
    audience: 'staff',
    path: (_, maker) => ({ id: maker.ids.certificate_authority! }),
  },
  'POST /imports/preview': { audience: 'self', body: () => customersFile('C-imported') },
  'POST /imports': {
    audience: 'staff',
    given: async (of, maker, { post }) => {
      const preview = await post(maker.staff.admin, '/imports/preview', customersFile('C-imported'));
      of.ids.import_token = String(preview.token);
    },
    body: (of) => ({ token: of.ids.import_token }),
  },
  'GET /imports/templates/:name': {
    audience: 'self',
    path: () => ({ name: 'machines.csv' }),
    shows: () => 'serial',
  },
};

const HISTORY = 'time;pressure_bar\n2026-10-20 10:00;7\n';
const historyOf = (of: Of) => ({ zone: 'UTC', source: { deviceId: of.ids.device } });

/** Stores the file of a finished export, so that it can be downloaded. */
async function storeExport(of: Of, maker: Maker, { home }: CaseTools): Promise<void> {
  const file = of.ids.export_file!;
  const path = join(home, 'files', maker.makerId, file.slice(-2), file);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `exported;${of.ids.machine}`);
}

async function storeOneOffExport(_of: Of, maker: Maker, { home }: CaseTools): Promise<void> {
  const file = maker.ids.export_job_file!;
  const path = join(home, 'files', maker.makerId, file.slice(-2), file);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, 'exported once');
}

/** Stores an uploaded file with historical data that waits for its preview. */
async function uploadHistory(_of: Of, maker: Maker, { sql, home }: CaseTools): Promise<void> {
  const file = maker.ids.history_import!;
  const path = join(home, 'files', maker.makerId, file.slice(-2), file);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, HISTORY);
  await sql(`update history_import set state = 'uploaded', bytes = $2, uploaded = $2 where id = $1`, [
    file,
    HISTORY.length,
  ]);
}

const historyImports: Record<string, RouteCase> = {
  'GET /history-imports': { audience: 'staff', shows: shows('history_import') },
  'POST /history-imports': { audience: 'self', body: () => ({ name: 'past.csv', bytes: 10 }) },
  'GET /history-imports/:id': {
    audience: 'staff',
    path: id('history_import'),
    shows: () => 'time_malformed',
  },
  'PUT /history-imports/:id/content': {
    audience: 'staff',
    path: id('history_import'),
    query: () => 'offset=0',
    body: () => new Blob(['time;'], { type: 'application/octet-stream' }),
  },
  'POST /history-imports/:id/preview': {
    audience: 'staff',
    path: id('history_import'),
    given: uploadHistory,
    body: historyOf,
    shows: () => 'pressure_bar',
  },
  'POST /history-imports/:id/start': {
    audience: 'staff',
    path: id('history_import'),
    given: uploadHistory,
    body: historyOf,
  },
  'POST /history-imports/:id/cancel': { audience: 'staff', path: id('history_import') },
  'GET /history-imports/:id/refused.csv': {
    audience: 'staff',
    path: id('history_import'),
    shows: () => 'time_malformed',
  },
};

const fleet: Record<string, RouteCase> = {
  'GET /fleet/summary': { audience: 'customer', shows: shows('site') },
  'GET /fleet/values': { audience: 'customer', query: () => 'signals=pressure_bar', shows: shows('machine') },
  'GET /today': { audience: 'staff', shows: shows('alarm') },
  'GET /machines/:id/live': { audience: 'customer', path: id('machine'), shows: () => 'pressure_bar' },
  'GET /machines/:id/history': {
    audience: 'customer',
    path: id('machine'),
    query: () => `signals=pressure_bar&${OCTOBER}`,
    shows: () => '8.5',
  },
  'GET /machines/:id/values': {
    audience: 'customer',
    path: id('machine'),
    query: () => 'signals=pressure_bar&at=2026-11-01T00:00:00Z',
    shows: () => 'pressure_bar',
  },
  'GET /machines/:id/counter-differences': {
    audience: 'customer',
    path: id('machine'),
    query: () => `signals=run_hours_total&${OCTOBER}`,
    shows: () => 'run_hours_total',
  },
  'GET /machines/:id/readings.csv': {
    audience: 'customer',
    path: id('machine'),
    query: () => OCTOBER,
    shows: () => '8.5',
  },
  'GET /histories': {
    audience: 'customer',
    query: (of) => `machines=${of.ids.machine}&signals=pressure_bar&${OCTOBER}`,
    shows: () => '8.5',
  },
  'GET /readings/export': {
    audience: 'customer',
    query: (of) => `machines=${of.ids.machine}&signals=pressure_bar&${OCTOBER}`,
    shows: () => '8.5',
  },
  'GET /export-jobs': { audience: 'self', as: 'admin', shows: shows('export_job') },
  'POST /export-jobs': {
    audience: 'self',
    body: (of) => ({
      machines: [of.ids.machine],
      signals: ['pressure_bar'],
      from: '1996-01-01T00:00:00Z',
      to: '2026-11-01T00:00:00Z',
    }),
  },
  'GET /export-jobs/:id': {
    audience: 'self',
    as: 'admin',
    path: id('export_job'),
    shows: shows('export_job'),
  },
  'DELETE /export-jobs/:id': { audience: 'self', path: id('export_job') },
  'GET /export-jobs/:id/file': {
    audience: 'self',
    as: 'admin',
    path: id('export_job'),
    given: storeOneOffExport,
    shows: () => 'exported once',
  },
  'GET /export-schedules': { audience: 'customer', shows: shows('export_schedule') },
  'POST /export-schedules': {
    audience: 'customer',
    body: (of) => ({
      name: 'Every Monday',
      machines: { of: 'list', ids: [of.ids.machine] },
      signals: ['pressure_bar'],
      format: 'parquet',
      every: 'week',
      hour: 5,
      zone: 'Europe/Warsaw',
      keep: 10,
    }),
  },
  'GET /export-schedules/:id': {
    audience: 'customer',
    path: id('export_schedule'),
    shows: shows('export_schedule'),
  },
  'PATCH /export-schedules/:id': {
    audience: 'customer',
    path: id('export_schedule'),
    headers: FIRST,
    body: () => ({ hour: 7 }),
  },
  'DELETE /export-schedules/:id': { audience: 'customer', path: id('export_schedule') },
  'GET /export-schedules/:id/runs': {
    audience: 'customer',
    path: id('export_schedule'),
    shows: shows('export_run'),
  },
  'POST /export-schedules/:id/runs': {
    audience: 'customer',
    path: id('export_schedule'),
    body: () => ({}),
  },
  'GET /export-runs/:id/file': {
    audience: 'customer',
    path: id('export_run'),
    given: storeExport,
    shows: (of) => `exported;${of.ids.machine}`,
  },
  'GET /sites/:id/live': { audience: 'customer', path: id('site'), shows: () => 'air_m3_total' },
  'GET /sites/:id/history': {
    audience: 'customer',
    path: id('site'),
    query: () => `signals=air_m3_total&${OCTOBER}`,
    shows: () => '1025',
  },
  'GET /devices/:id/readings': {
    audience: 'customer',
    path: id('device'),
    query: () => OCTOBER,
    shows: () => '8.5',
  },
  'GET /devices/:id/attributes': { audience: 'staff', path: id('device'), shows: () => 'firmware' },
  'PATCH /devices/:id/attributes': {
    audience: 'staff',
    path: id('device'),
    body: () => ({ shared: { interval_s: 60 } }),
  },
  'GET /devices/:id/commands': { audience: 'staff', path: id('device'), shows: shows('device_command') },
  'POST /devices/:id/commands': {
    audience: 'staff',
    path: id('device'),
    body: () => ({ method: 'restart', reason: 'after the update' }),
  },
  'GET /data-flow': { audience: 'staff' },
  'GET /data-flow/findings': { audience: 'staff' },
  'GET /quarantine': { audience: 'staff', shows: shows('quarantine_entry') },
  'GET /quarantine/reasons': { audience: 'staff' },
  'GET /quarantine/replays': { audience: 'staff', shows: shows('quarantine_replay') },
  'POST /quarantine/replays': {
    audience: 'staff',
    body: (of) => ({ deviceId: of.ids.device }),
    given: async (of, maker, { sql }) => {
      await sql(`update quarantine_entry set device_id = $2 where maker_id = $1`, [
        maker.makerId,
        of.ids.device,
      ]);
      await sql(`delete from quarantine_replay where maker_id = $1 and finished_at is null`, [maker.makerId]);
    },
  },
  'POST /quarantine/:id/resolve': { audience: 'staff', path: id('quarantine_entry') },
  'GET /retention': { audience: 'staff', shows: shows('retention_rule') },
  'POST /retention/preview': {
    audience: 'self',
    body: () => ({ rule: { rawDays: 100, minuteDays: 200, hourDays: null, dayDays: null } }),
  },
  'POST /retention/rules': {
    audience: 'staff',
    body: (_, maker) => ({
      modelId: maker.ids.equipment_model,
      signalKey: 'pressure_bar',
      rawDays: 36_000,
      minuteDays: null,
      hourDays: null,
      dayDays: null,
    }),
  },
  'PATCH /retention/rules/:id': {
    audience: 'staff',
    path: id('retention_rule'),
    headers: FIRST,
    body: () => ({ rawDays: 36_000, minuteDays: null, hourDays: null, dayDays: null }),
  },
  'DELETE /retention/rules/:id': { audience: 'staff', path: id('retention_rule') },
  'POST /retention/runs': { audience: 'self' },
  'GET /reading-holds': { audience: 'staff', shows: shows('reading_hold') },
  'POST /reading-holds': {
    audience: 'staff',
    body: (of) => ({
      deviceId: of.ids.device,
      from: '2026-10-01T00:00:00Z',
      to: '2026-11-01T00:00:00Z',
      reason: 'A dispute',
    }),
  },
  'POST /reading-holds/:id/release': {
    audience: 'staff',
    path: id('reading_hold'),
    body: () => ({ reason: 'Settled' }),
  },
  'GET /unknown-signals': { audience: 'staff', shows: shows('device') },
  'POST /unknown-signals/adopt': {
    audience: 'staff',
    body: (of) => ({ deviceId: of.ids.device, key: 'mystery', unit: '1', kind: 'gauge' }),
  },
  'POST /unknown-signals/ignore': {
    audience: 'staff',
    body: (of) => ({ deviceId: of.ids.device, key: 'mystery' }),
  },
};

const service: Record<string, RouteCase> = {
  'GET /alarms': { audience: 'customer', query: () => 'state=all', shows: shows('alarm') },
  'GET /alarms/:id': { audience: 'customer', path: id('alarm'), shows: shows('alarm') },
  'POST /alarms/:id/acknowledge': { audience: 'customer', path: id('alarm') },
  'GET /alarm-rules': { audience: 'customer', shows: shows('machine_alarm_rule') },
  'POST /diagnostics/preview': {
    audience: 'self',
    as: 'engineer',
    body: () => ({
      signals: [{ key: 'pressure_bar', unit: 'bar', kind: 'gauge' }],
      start: '2026-10-01T00:00:00Z',
      everySeconds: 600,
      values: [[7.1], [7.2], [null], [7.1]],
    }),
    shows: () => '"states":"0000"',
  },
  'POST /remaining-life/preview': {
    audience: 'self',
    as: 'engineer',
    body: () => ({
      signals: [{ key: 'vibration_mm_s' }],
      designLife: 8000,
      units: [{ id: 'PUMP-1', values: [[1.2], [1.3]], ended: 'running' }],
      targets: [{ id: 'PUMP-2', values: [[1.1], [1.2]] }],
    }),
    shows: () => '"level":"design_life"',
  },
  'POST /alarm-rules': {
    audience: 'customer',
    body: (of) => ({
      code: 'A99',
      name: { en: 'Low pressure' },
      machineId: of.ids.machine,
      signalKey: 'pressure_bar',
      direction: 'below',
      onLimit: '6',
      offLimit: '6.5',
      severity: 'warning',
    }),
  },
  'GET /alarm-rules/:id': {
    audience: 'customer',
    path: id('machine_alarm_rule'),
    shows: shows('machine_alarm_rule'),
  },
  'PATCH /alarm-rules/:id': {
    audience: 'customer',
    path: id('machine_alarm_rule'),
    headers: FIRST,
    body: () => ({ enabled: false }),
  },
  'GET /tickets': { audience: 'customer', shows: shows('ticket') },
  'POST /tickets': {
    audience: 'customer',
    body: (of) => ({ machineId: of.ids.machine, description: 'It rattles' }),
  },
  'GET /tickets/:id': { audience: 'customer', path: id('ticket'), shows: shows('ticket') },
  'PATCH /tickets/:id': {
    audience: 'customer',
    path: id('ticket'),
    headers: FIRST,
    body: () => ({ severity: 'warning' }),
  },
  'GET /tickets/:id/candidates': { audience: 'staff', path: id('ticket'), shows: shows('technician') },
  'POST /tickets/:id/assign': {
    audience: 'staff',
    path: id('ticket'),
    body: (_, maker) => ({
      technicianId: maker.ids.technician,
      from: inHours(24),
      to: inHours(26),
    }),
  },
  'POST /tickets/:id/accept': { audience: 'staff', as: 'technician', path: id('ticket'), body: () => ({}) },
  'POST /tickets/:id/start': {
    audience: 'staff',
    as: 'technician',
    path: id('ticket'),
    given: async (of, _maker, { sql }) =>
      void (await sql(`update ticket set state = 'accepted', accepted_at = opened_at where id = $1`, [
        of.ids.ticket,
      ])),
    body: () => ({}),
  },
  'POST /tickets/:id/close': {
    audience: 'staff',
    as: 'technician',
    path: id('ticket'),
    given: async (of, _maker, { sql }) =>
      void (await sql(
        `update ticket set state = 'in_progress', accepted_at = opened_at, started_at = opened_at where id = $1`,
        [of.ids.ticket],
      )),
    body: () => ({
      symptom: 'high_temperature',
      cause: 'wear',
      remedy: 'part_replaced',
      note: 'Exchanged the valve',
    }),
  },
  'POST /tickets/:id/cancel': {
    audience: 'staff',
    path: id('ticket'),
    body: () => ({ reason: 'Raised twice' }),
  },
  'POST /tickets/:id/notes': {
    audience: 'customer',
    path: id('ticket'),
    body: () => ({ note: 'Please call', internal: false }),
  },
  'POST /tickets/:id/files': {
    audience: 'customer',
    path: id('ticket'),
    body: () => form({ caption: 'nameplate' }, 'photo.png', 'image/png', PNG),
  },
  'GET /files/:id': {
    audience: 'customer',
    path: id('stored_file'),
    given: async (of, maker, { home }) => {
      const file = of.ids.stored_file!;
      const path = join(home, 'files', maker.makerId, file.slice(-2), file);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, PNG);
    },
    shows: () => 'PNG',
  },
  'GET /technicians': { audience: 'staff', shows: shows('technician') },
  'POST /technicians': {
    audience: 'staff',
    given: async (of, maker, { sql }) => {
      const userId = maker.staff.planner.userId;
      of.ids.new_membership = of.ids.stored_file!.replace(/^......../, '0199ffff');
      await sql(
        `insert into membership (maker_id, id, user_id, role, hub_id, created_at, accepted_at) values ($1, $2, $3, 'technician', $4, now(), now())`,
        [maker.makerId, of.ids.new_membership, userId, maker.ids.hub],
      );
    },
    body: (of, maker) => ({
      membershipId: of.ids.new_membership,
      code: 'T-2',
      name: 'New',
      hubId: maker.ids.hub,
    }),
  },
  'GET /technicians/me/day': {
    audience: 'staff',
    as: 'technician',
    query: () => 'date=2026-10-16',
    shows: shows('visit'),
  },
  'PATCH /technicians/:id': {
    audience: 'staff',
    path: id('technician'),
    headers: FIRST,
    body: () => ({ level: 2 }),
  },
  'POST /technicians/:id/absences': {
    audience: 'staff',
    path: id('technician'),
    body: () => ({ from: '2027-02-01T00:00:00Z', to: '2027-02-02T00:00:00Z' }),
  },
  'DELETE /technicians/:id/absences/:absenceId': {
    audience: 'staff',
    path: (_, maker) => ({ id: maker.ids.technician!, absenceId: maker.ids.technician_absence! }),
  },
  'GET /visits': {
    audience: 'customer',
    query: () => 'from=2026-10-16T00:00:00Z&to=2026-10-17T00:00:00Z',
    shows: shows('visit'),
  },
};

const reserved = async (
  of: Of,
  maker: Maker,
  sql: (text: string, values?: unknown[]) => Promise<unknown>,
) => {
  await sql(
    `insert into stock_entry (maker_id, id, depot_id, part_id, kind, on_hand_delta, reserved_delta, delivery_id, occurred_at, recorded_at)
     values ($1, gen_random_uuid(), $2, $3, 'reserve', 0, 1, $4, now(), now())`,
    [maker.makerId, maker.ids.depot, maker.ids.part, of.ids.kit_delivery],
  );
  await sql(`update kit_delivery set state = 'reserved', reserved_at = now() where id = $1`, [
    of.ids.kit_delivery,
  ]);
};

const supply: Record<string, RouteCase> = {
  'GET /parts': { audience: 'everyone', shows: shows('part') },
  'GET /kits': { audience: 'everyone', shows: shows('kit') },
  'GET /models/:id/bom': {
    audience: 'everyone',
    path: id('equipment_model'),
    withheld: 'empty',
    shows: shows('part'),
  },
  'GET /depots': { audience: 'everyone', shows: shows('depot') },
  'GET /depots/:id/stock': {
    audience: 'everyone',
    path: id('depot'),
    withheld: 'forbidden',
    shows: shows('part'),
  },
  'GET /depots/:id/stock-entries': {
    audience: 'everyone',
    path: id('depot'),
    withheld: 'forbidden',
    shows: shows('stock_entry'),
  },
  'POST /depots/:id/stock-entries': {
    audience: 'everyone',
    path: id('depot'),
    body: (_, maker) => ({ partId: maker.ids.part, kind: 'receipt', quantity: 2, lot: 'L2' }),
  },
  'PUT /depots/:id/stock/:partId/limits': {
    audience: 'everyone',
    path: (_, maker) => ({ id: maker.ids.depot!, partId: maker.ids.part! }),
    body: () => ({ minimum: 1, maximum: 5 }),
  },
  'GET /kit-deliveries': { audience: 'customer', shows: shows('kit_delivery') },
  'GET /kit-deliveries/:id': { audience: 'customer', path: id('kit_delivery'), shows: shows('kit_delivery') },
  'POST /kit-deliveries/:id/reserve': { audience: 'customer', path: id('kit_delivery') },
  'POST /kit-deliveries/:id/send': {
    audience: 'customer',
    path: id('kit_delivery'),
    given: (of, maker, { sql }) => reserved(of, maker, sql),
    body: () => ({ carrier: 'DHL', trackingNumber: 'X1', promisedOn: inHours(72).slice(0, 10) }),
  },
  'POST /kit-deliveries/:id/receive': {
    audience: 'customer',
    path: id('kit_delivery'),
    given: async (of, maker, { sql }) => {
      await reserved(of, maker, sql);
      await sql(`update kit_delivery set state = 'sent', sent_at = '2026-10-16T00:00:00Z' where id = $1`, [
        of.ids.kit_delivery,
      ]);
    },
    body: () => ({}),
  },
  'POST /kit-deliveries/:id/cancel': {
    audience: 'customer',
    path: id('kit_delivery'),
    body: () => ({ reason: 'Machine sold' }),
  },
};

/**
 * Cases by `METHOD /path`, for every route of the API that requires a permission. The suite fails if a route is
 * missing here.
 */
export const ROUTE_CASES: Readonly<Record<string, RouteCase>> = {
  ...organization,
  ...notifications,
  ...registry,
  ...historyImports,
  ...fleet,
  ...service,
  ...supply,
  ...BILLING_ROUTE_CASES,
  ...BILL_GROUP_ROUTE_CASES,
  ...RECEIVABLES_ROUTE_CASES,
  ...REVENUE_ROUTE_CASES,
  ...MODEL_METER_ROUTE_CASES,
  ...PRICE_BOOK_ROUTE_CASES,
};
