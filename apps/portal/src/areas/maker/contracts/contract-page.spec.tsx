/// <reference types="vitest/globals" />
import { fakeApi, json, page } from '../../../../test/fake-api.js';
import { renderPage } from '../../../../test/render-page.js';
import { text } from '../../../../test/text.js';
import { ContractPage } from './contract-page.js';

const CONTRACT = {
  id: 'k-1',
  version: 1,
  state: 'draft',
  number: 'K-1',
  customer: { id: 'c-1', name: 'Meble' },
  buyer: { id: 'b-1', name: 'Meble Sp.' },
  legalEntity: { id: 'e-1', name: 'Beihu' },
  plan: { id: 'p-1', code: 'P', name: { en: 'Air base' }, structure: 's' },
  currency: 'PLN',
  zone: 'Europe/Warsaw',
  billingCalendar: 'calendar',
  startsOn: '2027-01-01',
  endsOn: null,
  paymentDays: 21,
  pricesIncludeTax: false,
  kitsIncluded: false,
  pauses: [],
  pausedDays: [],
  invoiceTerms: null,
  indexClause: null,
  exit: null,
  performance: [],
  terms: {},
  machines: [{ id: 'm-1', serial: 'S-1', from: '2027-01-01', to: null, endsOn: null }],
  meters: [],
  charges: [],
  versions: [],
  billedFrom: null,
};

const show = (search: string) => {
  fakeApi({
    'GET /contracts/k-1': json(CONTRACT),
    'GET /contracts/k-1/acceptances': json({ document: '{}', contentHash: 'a'.repeat(64), acceptances: [] }),
    'GET /contracts/k-1/takeover': json({ takeover: null }),
    'GET /customers/c-1/buyers': page(),
    'GET /buyers/b-1/orders': page(),
    'GET /bill-groups': page(),
    'GET /invoices': page(),
  });
  return renderPage(<ContractPage />, {
    path: `/contracts/k-1${search}`,
    route: '/contracts/$contractId',
    session: { permissions: ['contracts.read', 'contracts.write', 'invoices.read'] },
  });
};

describe('the tabs of a contract', () => {
  it('start with the overview', async () => {
    const screen = await show('');
    await expect
      .element(screen.getByRole('tab', { name: text('maker:contract.tab.overview') }))
      .toBeVisible();
    await expect.element(screen.getByRole('link', { name: 'S-1' })).toBeVisible();
  });

  it('are selected by the address, and change it', async () => {
    const screen = await show('?tab=documents');
    await expect.element(screen.getByText(text('acceptance.none'))).toBeVisible();
    await screen.getByRole('tab', { name: text('maker:contract.tab.history') }).click();
    await expect.element(screen.getByText(text('maker:contract.noHistory'))).toBeVisible();
    expect(screen.router.state.location.search).toEqual({ tab: 'history' });
  });

  it('fall back to the overview for an unknown one', async () => {
    const screen = await show('?tab=nonsense');
    await expect.element(screen.getByRole('link', { name: 'S-1' })).toBeVisible();
  });

  it('offer a link to the customer page of a draft', async () => {
    const screen = await show('?tab=documents');
    await expect
      .element(screen.getByRole('button', { name: text('maker:acceptance.copyLink') }))
      .toBeVisible();
  });
});
