/// <reference types="vitest/globals" />
import { fakeApi, json, page as list } from '../../../../test/fake-api.js';
import { buildLegalEntity } from '../../../../test/legal-entity.js';
import { buildOpenItem, buildPayment, pln } from '../../../../test/receivables.js';
import { renderPage } from '../../../../test/render-page.js';
import { textsOf } from '../../../../test/screen-texts.js';
import { text } from '../../../../test/text.js';
import { setServerTime } from '../../../clock/clock.js';
import { CustomerAccount } from './account-statement.js';
import { TrialBalance } from './trial-balance.js';

beforeEach(() => setServerTime('2026-11-25T08:00:00Z', Date.now()));
afterEach(() => setServerTime(new Date().toISOString(), Date.now()));

const LINE = {
  postingDate: '2026-10-03',
  kind: 'document',
  reference: 'PL-1',
  documentId: 'in-1',
  paymentId: null,
  dueOn: '2026-10-24',
  amount: pln('1000.00'),
  balance: pln('1100.00'),
};

describe('the account statement of a customer', () => {
  it('shows a year in the first currency, with the balance before, after each line, and at the end', async () => {
    const api = fakeApi({
      'GET /open-items': list(buildOpenItem()),
      'GET /payments': list(buildPayment({ amount: { amount: '5.00', currency: 'USD' } })),
      'GET /customers/cu-1/account-statement': json({
        opening: pln('100.00'),
        closing: pln('600.00'),
        lines: [
          LINE,
          {
            ...LINE,
            kind: 'payment',
            reference: '',
            documentId: null,
            paymentId: 'pa-1',
            dueOn: null,
            amount: pln('-500.00'),
            balance: pln('600.00'),
          },
        ],
      }),
    });
    const { container, getByText } = await renderPage(<CustomerAccount customerId="cu-1" />);
    await expect.element(getByText('1,100.00')).toBeVisible();
    expect(api.requests.at(-1)?.query).toEqual({ currency: 'PLN', from: '2025-11-25', to: '2026-11-25' });
    expect([...container.querySelectorAll('[role=row] a')].map((link) => link.getAttribute('href'))).toEqual([
      '/billing/in-1',
      '/receivables/payments/pa-1',
    ]);
    expect(container.textContent).toContain('−500.00');
  });

  it('says that the customer has no documents or payments', async () => {
    fakeApi({ 'GET /open-items': list(), 'GET /payments': list() });
    const screen = await renderPage(<CustomerAccount customerId="cu-1" />);
    await expect.element(screen.getByText(text('maker:receivables.noMovements'))).toBeVisible();
  });
});

describe('the trial balance', () => {
  it('shows each account on its side, and that the sides are equal', async () => {
    const balance = (account: string, amount: string, number: string | null = null) => ({
      account,
      number,
      name: number === null ? null : 'Base fees',
      balance: pln(amount),
      booksBalance: pln(amount),
    });
    const api = fakeApi({
      'GET /receivables/trial-balance': list(
        balance('receivable', '123.00'),
        balance('revenue', '-100.00', '8100'),
        balance('tax_payable', '-23.00'),
      ),
    });
    const { container, getByText } = await renderPage(<TrialBalance entities={[buildLegalEntity()]} />);
    await expect.element(getByText(text('maker:receivables.sidesEqual'))).toBeVisible();
    expect(api.requests.find(({ path }) => path === '/receivables/trial-balance')?.query).toEqual({
      legalEntityId: 'le-1',
      asOf: '2026-11-25',
    });
    expect(textsOf(container, '[role=row] [role=gridcell]:first-child')).toEqual([
      text('maker:invoice.accounts.receivable'),
      text('maker:invoice.accounts.revenue'),
      text('maker:invoice.accounts.tax_payable'),
    ]);
    expect(textsOf(container, '[role=row] [role=gridcell]:nth-child(2)')).toEqual(['', '8100', '']);
  });
});
