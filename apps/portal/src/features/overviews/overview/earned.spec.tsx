/// <reference types="vitest/globals" />
import { eventually } from '../../../../test/eventually.js';
import { fakeApi, json, page } from '../../../../test/fake-api.js';
import { renderPage } from '../../../../test/render-page.js';
import { textsOf } from '../../../../test/screen-texts.js';
import { text } from '../../../../test/text.js';
import { Earned } from './earned.js';

const NONE = {
  held: '0.00',
  drafted: '0.00',
  approved: '0.00',
  issued: '0.00',
  credited: '0.00',
  disputed: '0.00',
};
const month = (name: string, amounts: object, fixed: string, variable: string) => ({
  month: name,
  currency: 'PLN',
  amounts: { ...NONE, ...amounts },
  fixed,
  variable,
  classes: [],
  waitingLines: 0,
  unbilledContracts: 1,
  unconverted: [],
  ratesOf: null,
});
const REVENUE = json({
  months: [
    month('2026-11', { drafted: '5.00' }, '0.00', '0.00'),
    month('2026-10', { issued: '120.50', credited: '-20.25' }, '80.00', '20.25'),
    month('2026-09', { issued: '50.00' }, '50.00', '0.00'),
    month('2026-08', {}, '0.00', '0.00'),
  ],
  totals: [],
});
const CUSTOMER = { kind: 'customer', id: 'cu-1', customerId: 'cu-1' } as const;
const SITE = { kind: 'site', id: 'si-1', customerId: 'cu-1' } as const;

const rowsOf = (container: Element): string[][] =>
  [...container.querySelectorAll('table tr')].map((row) => textsOf(row, 'th, td'));

async function renderEarned(subject: typeof CUSTOMER | typeof SITE) {
  const api = fakeApi({ 'GET /revenue': REVENUE, 'GET /revenue/margins': page() });
  const screen = await renderPage(<Earned subject={subject} filters={{}} onChange={() => undefined} />);
  await eventually(() => expect(screen.container.querySelector('table')).not.toBeNull());
  return { api, ...screen };
}

describe('the revenue of a customer', () => {
  it('is issued less credited, by month and in total', async () => {
    const { container } = await renderEarned(CUSTOMER);
    expect(rowsOf(container).slice(1)).toEqual([
      ['November 2026', '5.00', '—', '—', '—', '—', '—'],
      ['October 2026', '—', '120.50', '−20.25', '100.25', '80.00', '20.25'],
      ['September 2026', '—', '50.00', '—', '50.00', '50.00', '—'],
      [text('maker:revenue.together'), '5.00', '170.50', '−20.25', '150.25', '130.00', '20.25'],
    ]);
  });

  it('leads to the invoices of a month', async () => {
    const { container } = await renderEarned(CUSTOMER);
    expect([...container.querySelectorAll('table a')].map((link) => link.getAttribute('href'))).toEqual([
      '/customers/cu-1?tab=invoices&month=2026-10',
      '/customers/cu-1?tab=invoices&month=2026-09',
    ]);
  });

  it('asks for the margins of its contracts, and of the machines of a site', async () => {
    const ofCustomer = await renderEarned(CUSTOMER);
    const margins = { path: '/revenue/margins' };
    await eventually(() =>
      expect(ofCustomer.api.requests).toContainEqual(
        expect.objectContaining({
          ...margins,
          query: expect.objectContaining({ customerId: 'cu-1', by: 'contract' }),
        }),
      ),
    );
    const ofSite = await renderEarned(SITE);
    await eventually(() =>
      expect(ofSite.api.requests).toContainEqual(
        expect.objectContaining({
          ...margins,
          query: expect.objectContaining({ siteId: 'si-1', by: 'machine' }),
        }),
      ),
    );
  });

  it('says that there is none', async () => {
    fakeApi({ 'GET /revenue': json({ months: [month('2026-10', {}, '0.00', '0.00')], totals: [] }) });
    const screen = await renderPage(<Earned subject={SITE} filters={{}} onChange={() => undefined} />);
    await expect.element(screen.getByText(text('maker:overview.nothingEarned'))).toBeVisible();
  });
});
