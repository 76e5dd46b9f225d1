import type { Page } from 'playwright-core';
import { fetchJson } from '../support/browser.js';
import { DEMO_DAY } from '../support/product.js';
import { findInvoice } from './stories/lin.story.js';

/** The month that ended last, which has dense readings. */
const BILLED_MONTH = '2026-11';

/** A screen to check. `picture` is the file name of its picture without window and language, if the docs show it. */
export interface Screen {
  readonly name: string;
  readonly path: string | ((page: Page) => Promise<string>);
  readonly picture?: string;
  /** Label of the button that opens the dialog to check, in the tested languages. */
  readonly press?: RegExp;
}

interface Found {
  readonly id: string;
  readonly kind?: string;
  readonly state?: string;
}

const first = async (page: Page, list: string): Promise<Found> => {
  const found = (await fetchJson<{ items: Found[] }>(page, list)).items[0];
  if (found === undefined) throw new Error(`${list} is empty`);
  return found;
};
const machine = async (page: Page, serial: string): Promise<string> =>
  (await first(page, `/machines?search=${serial}`)).id;
const contract = async (page: Page, number: string): Promise<string> => {
  const { items } = await fetchJson<{ items: (Found & { number: string })[] }>(page, '/contracts?limit=100');
  const found = items.find((one) => one.number === number);
  if (found === undefined) throw new Error(`${number} was not found`);
  return found.id;
};
const customerOf = async (page: Page, number: string): Promise<string> => {
  const { customer } = await fetchJson<{ customer: Found }>(
    page,
    `/contracts/${await contract(page, number)}`,
  );
  return customer.id;
};
const siteOf = async (page: Page, serial: string): Promise<string> => {
  const { site } = await fetchJson<{ site: Found | null }>(page, `/machines/${await machine(page, serial)}`);
  if (site === null) throw new Error(`${serial} is at no site`);
  return site.id;
};
const usageLine = async (page: Page): Promise<string> => {
  const { id } = await findInvoice(page, 'K-PL-1', DEMO_DAY);
  const { lines } = await fetchJson<{ lines: Found[] }>(page, `/invoices/${id}`);
  return lines.find(({ kind }) => kind === 'usage')?.id ?? '';
};

/** Sends a POST request as the user who is signed in on this page, and returns the response. */
function postJson<Answer>(page: Page, path: string, body: object): Promise<Answer> {
  return page.evaluate(
    async ([address, content]) => {
      const { csrfToken } = (await (await fetch('/api/v1/session')).json()) as { csrfToken: string };
      const headers = {
        'content-type': 'application/json',
        'x-csrf-token': csrfToken,
        'idempotency-key': crypto.randomUUID(),
      };
      const response = await fetch(`/api/v1${address}`, { method: 'POST', headers, body: content });
      if (!response.ok) throw new Error(`${address} returned ${response.status}`);
      return (await response.json()) as Answer;
    },
    [path, JSON.stringify(body)] as const,
  );
}

/**
 * Returns the id of a scheduled export that the signed-in user can see. If there is none yet, schedules one and runs
 * it.
 */
async function scheduledExport(page: Page): Promise<string> {
  const [known] = (await fetchJson<{ items: Found[] }>(page, '/export-schedules')).items;
  if (known) return known.id;
  const { id } = await postJson<Found>(page, '/export-schedules', {
    name: 'Pressure and current by day',
    machines: { of: 'all', ids: [] },
    signals: ['pressure_bar', 'motor_current_a'],
    format: 'parquet',
    every: 'day',
    hour: 6,
    zone: 'Europe/Warsaw',
    keep: 30,
  });
  await postJson(page, `/export-schedules/${id}/runs`, {});
  return id;
}

/**
 * Returns a billing run of the last month, regardless of who started it. Waits until it has processed every contract.
 */
async function billingRun(page: Page): Promise<string> {
  const { items } = await fetchJson<{ items: (Found & { month: string })[] }>(page, '/billing-runs');
  const { id } =
    items.find(({ month }) => month === BILLED_MONTH) ??
    (await postJson<Found>(page, '/billing-runs', { month: BILLED_MONTH }));
  while ((await fetchJson<Found>(page, `/billing-runs/${id}`)).state !== 'done')
    await page.waitForTimeout(250);
  return id;
}

/** A machine with a sticking valve. A value is above its limit, and no technician is assigned yet. */
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
  {
    name: 'shipment of a machine',
    path: async (page) => `/fleet/${(await first(page, '/machines')).id}?tab=life`,
    press: /^(Correct shipment time|更正发运时间)$/,
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
  { name: 'bank statements', path: '/receivables/statements' },
  { name: 'matching', path: '/receivables/matching' },
  { name: 'contracts', path: '/contracts' },
  { name: 'contract', path: async (page) => `/contracts/${await contract(page, 'K-PL-1')}` },
  {
    name: 'charges of a contract',
    path: async (page) => `/contracts/${await contract(page, 'K-PL-1')}?tab=charges`,
  },
  {
    name: 'usage of a contract',
    path: async (page) => `/contracts/${await contract(page, 'K-PL-1')}?tab=usage`,
  },
  {
    name: 'history of a contract',
    path: async (page) => `/contracts/${await contract(page, 'K-PL-1')}?tab=history`,
  },
  { name: 'new contract', path: '/contracts/new' },
  {
    name: 'end of a contract',
    path: async (page) => `/contracts/${await contract(page, 'K-PL-3')}?tab=charges`,
    press: /^(End contract|终止合同)$/,
  },
  { name: 'price books', path: '/contracts/price-books', press: /^(Add price book|新建价目表)$/ },
  { name: 'index steps', path: '/contracts/index-steps' },
  {
    name: 'simulator',
    path: async (page) => `/contracts/simulator?contract=${await contract(page, 'K-PL-1')}`,
    picture: 'simulator',
  },
  {
    name: 'billing-run',
    path: async (page) => `/billing/runs/${await billingRun(page)}`,
    picture: 'billing-run',
  },
  { name: 'billing', path: '/billing', picture: 'billing' },
  {
    name: 'document of a bill group',
    path: async (page) => `/billing/groups/${(await first(page, '/bill-groups')).id}/${BILLED_MONTH}`,
  },
  { name: 'exceptions', path: '/exceptions?state=all' },
  {
    name: 'exception',
    path: async (page) => `/exceptions?exception=${(await first(page, '/meter-exceptions?state=open')).id}`,
    picture: 'exception',
  },
  { name: 'invoice', path: async (page) => `/billing/${(await findInvoice(page, 'K-PL-1', DEMO_DAY)).id}` },
  {
    name: 'approval',
    path: async (page) => `/billing/${(await findInvoice(page, 'K-PL-2', DEMO_DAY)).id}`,
    press: /^(Approve invoice|批准发票)$/,
  },
  { name: 'proof', path: async (page) => `/billing/lines/${await usageLine(page)}`, picture: 'proof' },
  { name: 'receivables', path: '/receivables', picture: 'receivables' },
  { name: 'open items', path: '/receivables?tab=items&show=all' },
  { name: 'payments', path: '/receivables?tab=payments', press: /^(Record payment|登记付款)$/ },
  { name: 'trial balance', path: '/receivables?tab=balance' },
  {
    name: 'payment',
    path: async (page) => `/receivables/payments/${(await first(page, '/payments?unapplied=true')).id}`,
    picture: 'payment',
  },
  { name: 'revenue', path: '/revenue', picture: 'revenue' },
  { name: 'cost-import', path: '/revenue/costs' },
  { name: 'disputes', path: '/disputes?state=all' },
  {
    name: 'dispute',
    path: async (page) => `/disputes/${(await first(page, '/disputes')).id}`,
    picture: 'dispute',
  },
  { name: 'registry', path: '/registry' },
  {
    name: 'customer',
    path: async (page) => `/customers/${await customerOf(page, 'K-PL-1')}`,
  },
  {
    name: 'invoices of a customer',
    path: async (page) => `/customers/${await customerOf(page, 'K-PL-1')}?tab=invoices`,
  },
  {
    name: 'account of a customer',
    path: async (page) => `/customers/${await customerOf(page, 'K-PL-1')}?tab=account`,
  },
  {
    name: 'people of a customer',
    path: async (page) => `/customers/${await customerOf(page, 'K-PL-1')}?tab=people`,
  },
  {
    name: 'documents of a customer',
    path: async (page) => `/customers/${await customerOf(page, 'K-PL-1')}?tab=documents`,
  },
  {
    name: 'timeline of a customer',
    path: async (page) => `/customers/${await customerOf(page, 'K-PL-1')}?tab=timeline`,
  },
  { name: 'site', path: async (page) => `/sites/${await siteOf(page, HOT_MACHINE)}` },
  {
    name: 'invoices of a site',
    path: async (page) => `/sites/${await siteOf(page, HOT_MACHINE)}?tab=invoices`,
  },
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
  { name: 'organization', path: '/settings?tab=organization' },
  { name: 'books', path: '/settings?tab=books', press: /^(Add tax rule|添加税务规则)$/ },
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
      const { items } = await fetchJson<{ items: Found[] }>(page, '/machines');
      return `/plant/machines/${items[0]?.id}?with=${items[1]?.id}`;
    },
  },
  { name: 'costs', path: '/plant/costs', picture: 'costs' },
  { name: 'alert', path: '/plant/costs', press: /^(Set alert|设置提醒)$/ },
  {
    name: 'invoice',
    path: async (page) => `/plant/costs/invoices/${(await findInvoice(page, 'K-PL-1', DEMO_DAY)).id}`,
    picture: 'invoice',
  },
  {
    name: 'dispute of an invoice',
    path: async (page) => `/plant/costs/invoices/${(await findInvoice(page, 'K-PL-1', DEMO_DAY)).id}`,
    press: /^(Dispute this invoice|对此发票提出争议)$/,
  },
  {
    name: 'payment',
    path: async (page) => `/plant/costs/payments/${(await first(page, '/payments')).id}`,
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

const screensOfSari = (page: Page): Promise<Found & { machine: Found }> =>
  first(page, '/tickets?mine=true&state=all') as Promise<Found & { machine: Found }>;

export const SARI: readonly Screen[] = [
  { name: 'day', path: '/field', picture: 'field-day' },
  {
    name: 'ticket',
    path: async (page) => `/field/tickets/${(await screensOfSari(page)).id}`,
    picture: 'field-ticket',
  },
  {
    name: 'machine',
    path: async (page) => `/field/machines/${(await screensOfSari(page)).machine.id}`,
    picture: 'field-machine',
  },
  { name: 'scan', path: '/field/scan' },
  { name: 'parts', path: '/field/parts' },
  { name: 'inbox', path: '/field/inbox' },
  { name: 'me', path: '/field/me' },
];
