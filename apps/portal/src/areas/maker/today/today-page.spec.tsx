/// <reference types="vitest/globals" />
import { eventually } from '../../../../test/eventually.js';
import { fakeApi, json } from '../../../../test/fake-api.js';
import { renderPage } from '../../../../test/render-page.js';
import { text } from '../../../../test/text.js';
import { setServerTime } from '../../../clock/clock.js';
import { TodayPage } from './today-page.js';

const TODAY = {
  criticalAlarms: [],
  ticketsWithoutTechnician: [],
  heldUsage: [],
  toldAlerts: [],
  kitsDue: [],
  silentMachines: [],
  money: { held: [], unbilled: [] },
};
const FLEET = { total: 3, states: { load: 2, fault: 1 }, heardLast2Min: 3, worstGap: null, hubs: [] };
const total = (state: string, amount: string, currency: string, documents = 1) => ({
  state,
  documents,
  gross: { amount, currency },
});
const NOTIFICATION = {
  id: 'n-1',
  type: 'import.finished',
  objectKind: 'import',
  objectId: 'i-1',
  params: { customer: 'Bekasi Textiles' },
  isEscalated: false,
  occurredAt: '2026-11-25T06:00:00Z',
  createdAt: '2026-11-25T06:00:00Z',
  readAt: null,
};

const show = async (permissions: string[], totals: readonly object[] = []) => {
  const api = fakeApi({
    'GET /today': json(TODAY),
    'GET /fleet/summary': json(FLEET),
    'GET /invoices/summary': json({ totals, months: [], currencies: [], legalEntities: [] }),
    'GET /notifications': json({ items: [NOTIFICATION], next: null, unread: 1 }),
    'POST /notifications/read': json(undefined),
  });
  const screen = await renderPage(<TodayPage />, { session: { permissions } });
  await expect.element(screen.getByRole('heading', { name: text('maker:today.recent') })).toBeVisible();
  return { api, screen };
};

beforeEach(() => setServerTime('2026-11-25T08:00:00Z', Date.now()));
afterEach(() => setServerTime(new Date().toISOString(), Date.now()));

describe('the first page of the console', () => {
  it('shows the documents of the last month by currency and state, with links to them', async () => {
    const { api, screen } = await show(
      ['invoices.read'],
      [
        total('draft', '100.10', 'EUR', 2),
        total('issued', '200.20', 'EUR', 3),
        total('held', '5000000', 'IDR'),
        total('credited', '-10.00', 'EUR'),
      ],
    );
    await expect.element(screen.getByText('290.30')).toBeVisible();
    await expect
      .element(screen.getByRole('link', { name: '200.20' }))
      .toHaveAttribute('href', '/billing?month=2026-10&state=issued&currency=EUR');
    await expect.element(screen.getByRole('link', { name: '5,000,000.00' })).toBeVisible();
    expect(api.requests.find(({ path }) => path === '/invoices/summary')?.query).toEqual({
      month: '2026-10',
    });
  });

  it('says so if the month has no documents', async () => {
    const { screen } = await show(['invoices.read']);
    await expect.element(screen.getByText(text('maker:today.noDocuments'))).toBeVisible();
  });

  it('has no panels that the role may not see, and does not request their data', async () => {
    const { api, screen } = await show([]);
    await eventually(() => expect(screen.container.querySelector('h1')?.textContent).not.toBe(''));
    const titles = [...screen.container.querySelectorAll('h2')].map(({ textContent }) => textContent);
    expect(titles).not.toContain(text('maker:today.money'));
    expect(titles).not.toContain(text('maker:today.kits'));
    expect(api.requests.some(({ path }) => path.startsWith('/invoices'))).toBe(false);
  });

  it('shows kits to those who may see parts', async () => {
    const { screen } = await show(['parts.read']);
    await expect.element(screen.getByRole('heading', { name: text('maker:today.kits') })).toBeVisible();
  });

  it('shows recent notifications', async () => {
    const { screen } = await show([]);
    const ago = `Bekasi Textiles, `;
    await expect.element(screen.getByText(ago, { exact: false })).toBeVisible();
  });
});
