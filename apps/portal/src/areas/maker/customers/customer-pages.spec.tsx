/// <reference types="vitest/globals" />
import { page as browser } from 'vitest/browser';
import { eventually } from '../../../../test/eventually.js';
import { type Answer, fakeApi, json, page, problem } from '../../../../test/fake-api.js';
import { buildOverview } from '../../../../test/overview.js';
import { renderPage } from '../../../../test/render-page.js';
import { textsOf } from '../../../../test/screen-texts.js';
import { text } from '../../../../test/text.js';
import { CustomerPage } from './customer-page.js';
import { SitePage } from './site-page.js';

const CUSTOMER = {
  id: 'cu-1',
  version: 1,
  code: 'BT',
  name: 'Bekasi Textiles',
  country: 'ID',
  language: 'id',
  industry: 'Textiles',
  taxId: '01.234',
  hubId: 'hu-1',
  partnerId: null,
  archivedAt: null,
};
const SITE = {
  id: 'si-1',
  version: 1,
  code: 'S1',
  name: 'Plant 1',
  customer: { id: 'cu-1', name: 'Bekasi Textiles' },
  address: '',
  city: 'Bekasi',
  country: 'ID',
  zone: 'Asia/Jakarta',
  latitude: null,
  longitude: null,
  hubId: null,
  accessNotes: 'Gate 3',
  machineCount: 1,
  archivedAt: null,
};
const EMPTY = page();
const ROUTES: Readonly<Record<string, Answer>> = {
  'GET /customers/cu-1': json(CUSTOMER),
  'GET /customers/cu-1/overview': json(
    buildOverview({ openTickets: { total: 2, unassigned: 0 }, contracts: { draft: 0, active: 3, ended: 1 } }),
  ),
  'GET /sites/si-1': json(SITE),
  'GET /sites/si-1/overview': json(buildOverview()),
  'GET /hubs': page({ id: 'hu-1', name: 'Jakarta' }),
  'GET /machines': EMPTY,
  'GET /alarms': EMPTY,
  'GET /tickets': EMPTY,
  'GET /revenue': json({ months: [], totals: [] }),
  'GET /sites': page(SITE),
  'GET /invoices': EMPTY,
};
const STAFF = ['fleet.read', 'tickets.read', 'parts.read'];
const FINANCE = [...STAFF, 'contracts.read', 'invoices.read', 'revenue.read'];

const tabsOf = (container: Element): string[] => textsOf(container, '[role=tab]');
const tab = (key: string, count?: number): string =>
  [text(`maker:overview.tab.${key}`), count].filter((part) => part !== undefined).join(' ');

function renderCustomer(permissions: string[], search = '') {
  return renderPage(<CustomerPage />, {
    route: '/customers/$customerId',
    path: `/customers/cu-1${search}`,
    session: { permissions },
  });
}

describe('the page of a customer', () => {
  it('names the customer, and has a tab for everything that the role may see', async () => {
    fakeApi(ROUTES);
    const { container } = await renderCustomer(FINANCE);
    await eventually(() => expect(textsOf(container, 'h1')).toEqual(['Bekasi Textiles']));
    expect(container.textContent).toContain('Textiles');
    expect(tabsOf(container)).toEqual([
      tab('overview'),
      tab('machines', 1),
      tab('sites'),
      tab('contracts', 3),
      tab('invoices'),
      tab('tickets', 2),
      tab('kits'),
      tab('people'),
      tab('documents'),
      tab('timeline'),
    ]);
    await expect.element(browser.getByText(text('maker:overview.nothingEarned'))).toBeVisible();
  });

  it('has neither tabs nor panels with money for a dispatcher', async () => {
    const api = fakeApi({
      ...ROUTES,
      'GET /customers/cu-1/overview': json(
        buildOverview({ contracts: null, money: null, openDisputes: null }),
      ),
    });
    const { container } = await renderCustomer(STAFF);
    await eventually(() => expect(tabsOf(container)).toContain(tab('tickets')));
    expect(tabsOf(container)).not.toContain(tab('contracts'));
    expect(tabsOf(container)).not.toContain(tab('invoices'));
    expect(container.textContent).not.toContain(text('maker:overview.dueInvoices'));
    expect(container.textContent).not.toContain(text('maker:overview.earned'));
    expect(api.requests.map(({ path }) => path)).not.toContain('/revenue');
  });

  it('opens the tab of its address, with its filters', async () => {
    const api = fakeApi(ROUTES);
    await renderCustomer(FINANCE, '?tab=invoices&month=2026-10');
    await eventually(() =>
      expect(api.requests.find(({ path }) => path === '/invoices')?.query).toMatchObject({
        customerId: 'cu-1',
        month: '2026-10',
      }),
    );
  });

  it('leads from a site to the page of the site', async () => {
    fakeApi(ROUTES);
    const screen = await renderCustomer(FINANCE, '?tab=sites');
    await screen.getByText('Plant 1').click();
    await eventually(() => expect(screen.router.state.location.pathname).toBe('/sites/si-1'));
  });

  it('offers to edit the customer only to those who may', async () => {
    fakeApi(ROUTES);
    const { container } = await renderCustomer([...STAFF, 'registry.write']);
    await eventually(() => expect(textsOf(container, 'h1')).toHaveLength(1));
    await browser.getByRole('button', { name: text('maker:overview.edit') }).click();
    await expect.element(browser.getByRole('dialog')).toBeVisible();
  });

  it('says that it could not be loaded', async () => {
    fakeApi({ ...ROUTES, 'GET /customers/cu-1': problem(500, 'api.internal') });
    const screen = await renderCustomer(FINANCE);
    await expect.element(screen.getByText(text('maker:overview.failed.customer'))).toBeVisible();
  });
});

describe('the page of a site', () => {
  it('names the site and its customer, and has no tab for sites', async () => {
    fakeApi(ROUTES);
    const { container } = await renderPage(<SitePage />, {
      route: '/sites/$siteId',
      path: '/sites/si-1',
      session: { permissions: FINANCE },
    });
    await eventually(() => expect(textsOf(container, 'h1')).toEqual(['Plant 1']));
    expect(container.querySelector('nav a[href="/customers/cu-1"]')?.textContent).toBe('Bekasi Textiles');
    expect(tabsOf(container)).not.toContain(tab('sites'));
    expect(container.textContent).toContain('Gate 3');
  });
});
