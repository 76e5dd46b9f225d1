import type { Page } from 'playwright-core';
import { ask } from '../support/browser.js';
import { findInvoice } from './stories/lin.story.js';

/** A screen to look at; `picture` names the file it is kept under, without window and language, where docs show it. */
export interface Screen {
  readonly name: string;
  readonly path: string | ((page: Page) => Promise<string>);
  readonly picture?: string;
}

interface Found {
  readonly id: string;
  readonly kind?: string;
  readonly state?: string;
}

const first = async (page: Page, list: string): Promise<Found> => {
  const found = (await ask<{ items: Found[] }>(page, list)).items[0];
  if (found === undefined) throw new Error(`${list} is empty`);
  return found;
};
const machine = async (page: Page, serial: string): Promise<string> =>
  (await first(page, `/machines?search=${serial}`)).id;
const usageLine = async (page: Page): Promise<string> => {
  const { id } = await findInvoice(page, 'K-PL-1');
  const { lines } = await ask<{ lines: Found[] }>(page, `/invoices/${id}`);
  return lines.find(({ kind }) => kind === 'usage')?.id ?? '';
};

/** An export of whoever looks, planned and run where there is none yet. */
const scheduledExport = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const get = async <Answer>(path: string) => (await (await fetch(`/api/v1${path}`)).json()) as Answer;
    const [known] = (await get<{ items: { id: string }[] }>('/export-schedules')).items;
    if (known) return known.id;
    const { csrfToken } = await get<{ csrfToken: string }>('/session');
    const post = async (path: string, body: object) => {
      const headers = { 'content-type': 'application/json', 'x-csrf-token': csrfToken };
      const response = await fetch(`/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
      if (!response.ok) throw new Error(`${path} was answered ${response.status}`);
      return (await response.json()) as { id: string };
    };
    const { id } = await post('/export-schedules', {
      name: 'Pressure and current by day',
      machines: { of: 'all', ids: [] },
      signals: ['pressure_bar', 'motor_current_a'],
      format: 'parquet',
      every: 'day',
      hour: 6,
      zone: 'Europe/Warsaw',
      keep: 30,
    });
    await post(`/export-schedules/${id}/runs`, {});
    return id;
  });

/** Its valve sticks: it is above its limit, and nobody is on it yet. */
const HOT_MACHINE = 'BH110V-2404-116';

export const LIN: readonly Screen[] = [
  { name: 'today', path: '/today', picture: 'today' },
  { name: 'fleet', path: '/fleet', picture: 'fleet' },
  {
    name: 'machine',
    path: async (page) => `/fleet/${await machine(page, HOT_MACHINE)}`,
    picture: 'machine',
  },
  {
    name: 'machines-compared',
    path: async (page) =>
      `/fleet/${await machine(page, HOT_MACHINE)}?tab=history&with=${await machine(page, 'BH75V-2410-141')}`,
  },
  { name: 'alarms', path: '/alarms' },
  { name: 'tickets', path: '/tickets' },
  {
    name: 'ticket',
    path: async (page) =>
      `/tickets/${(await first(page, `/tickets?machineId=${await machine(page, HOT_MACHINE)}`)).id}`,
    picture: 'ticket',
  },
  { name: 'parts', path: '/parts', picture: 'parts' },
  { name: 'contracts', path: '/contracts' },
  { name: 'contract', path: async (page) => `/contracts/${(await first(page, '/contracts')).id}` },
  { name: 'billing', path: '/billing', picture: 'billing' },
  { name: 'invoice', path: async (page) => `/billing/${(await findInvoice(page, 'K-PL-1')).id}` },
  { name: 'proof', path: async (page) => `/billing/lines/${await usageLine(page)}`, picture: 'proof' },
  { name: 'revenue', path: '/revenue' },
  { name: 'cost-import', path: '/revenue/costs' },
  { name: 'disputes', path: '/disputes?state=all' },
  {
    name: 'dispute',
    path: async (page) => `/disputes/${(await first(page, '/disputes')).id}`,
    picture: 'dispute',
  },
  { name: 'registry', path: '/registry' },
  { name: 'model', path: async (page) => `/registry?tab=models&id=${(await first(page, '/models')).id}` },
  { name: 'import', path: '/import' },
  { name: 'telemetry', path: '/telemetry', picture: 'telemetry' },
  { name: 'quarantine', path: '/telemetry?tab=quarantine' },
  { name: 'unknown-signals', path: '/telemetry?tab=signals' },
  { name: 'history-imports', path: '/telemetry?tab=imports' },
  { name: 'exports', path: '/exports' },
  { name: 'export', path: async (page) => `/exports?export=${await scheduledExport(page)}` },
  { name: 'alarm-rules', path: '/alarm-rules' },
  { name: 'devices', path: '/devices' },
  { name: 'device', path: async (page) => `/devices?device=${(await first(page, '/devices')).id}` },
  {
    name: 'device-limits',
    path: async (page) => `/devices?part=limits&device=${(await first(page, '/devices')).id}`,
  },
  {
    name: 'device-attributes',
    path: async (page) => `/devices?part=attributes&device=${(await first(page, '/devices')).id}`,
  },
  {
    name: 'device-commands',
    path: async (page) => `/devices?part=commands&device=${(await first(page, '/devices')).id}`,
  },
  { name: 'settings', path: '/settings', picture: 'people' },
  { name: 'authorities', path: '/settings?tab=certificates' },
  { name: 'retention', path: '/settings?tab=retention' },
];

export const MAREK: readonly Screen[] = [
  { name: 'plant', path: '/plant', picture: 'plant' },
  { name: 'machines', path: '/plant/machines' },
  {
    name: 'machine',
    path: async (page) => `/plant/machines/${await machine(page, 'BH75V-2410-141')}`,
    picture: 'plant-machine',
  },
  {
    name: 'machines-compared',
    path: async (page) => {
      const { items } = await ask<{ items: Found[] }>(page, '/machines');
      return `/plant/machines/${items[0]?.id}?with=${items[1]?.id}`;
    },
  },
  { name: 'costs', path: '/plant/costs', picture: 'costs' },
  {
    name: 'invoice',
    path: async (page) => `/plant/costs/invoices/${(await findInvoice(page, 'K-PL-1')).id}`,
    picture: 'invoice',
  },
  { name: 'proof', path: async (page) => `/plant/costs/lines/${await usageLine(page)}` },
  {
    name: 'dispute',
    path: async (page) => `/plant/costs/disputes/${(await first(page, '/disputes')).id}`,
  },
  { name: 'visits', path: '/plant/visits' },
  {
    name: 'ticket',
    path: async (page) => `/plant/visits/${(await first(page, '/tickets?state=all')).id}`,
    picture: 'plant-ticket',
  },
  { name: 'report', path: '/plant/report' },
  { name: 'data', path: '/plant/data' },
  { name: 'exports', path: '/plant/data?tab=exports' },
  { name: 'export', path: async (page) => `/plant/data?tab=exports&export=${await scheduledExport(page)}` },
  { name: 'kits', path: '/plant/data?tab=kits' },
  { name: 'contracts', path: '/plant/data?tab=contracts' },
];

const ofSari = (page: Page): Promise<Found & { machine: Found }> =>
  first(page, '/tickets?mine=true&state=all') as Promise<Found & { machine: Found }>;

export const SARI: readonly Screen[] = [
  { name: 'day', path: '/field', picture: 'field-day' },
  {
    name: 'ticket',
    path: async (page) => `/field/tickets/${(await ofSari(page)).id}`,
    picture: 'field-ticket',
  },
  {
    name: 'machine',
    path: async (page) => `/field/machines/${(await ofSari(page)).machine.id}`,
    picture: 'field-machine',
  },
  { name: 'scan', path: '/field/scan' },
  { name: 'parts', path: '/field/parts' },
  { name: 'inbox', path: '/field/inbox' },
  { name: 'me', path: '/field/me' },
];
