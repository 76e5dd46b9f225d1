/// <reference types="vitest/globals" />
import { page } from 'vitest/browser';
import { eventually } from '../../../../test/eventually.js';
import { fakeApi, json, page as list, problem } from '../../../../test/fake-api.js';
import { buildLegalEntity } from '../../../../test/legal-entity.js';
import { buildAllocation, buildPayment, pln } from '../../../../test/receivables.js';
import { renderPage } from '../../../../test/render-page.js';
import { renderPortal } from '../../../../test/render.js';
import { textsOf } from '../../../../test/screen-texts.js';
import { text, withUnit } from '../../../../test/text.js';
import { setServerTime } from '../../../clock/clock.js';
import { CUSTOMER_PAGES, MAKER_PAGES } from '../receivable-pages.js';
import { PaymentList } from './payment-list.js';
import { PaymentView } from './payment-view.js';
import { RecordPaymentDialog } from './record-payment-dialog.js';

const STAFF = { session: { permissions: ['payments.match'] } };

beforeEach(() => setServerTime('2026-11-25T08:00:00Z', Date.now()));
afterEach(() => setServerTime(new Date().toISOString(), Date.now()));

describe('the dialog that records a payment', () => {
  const open = async () => {
    const api = fakeApi({
      'GET /customers': list({ id: 'cu-1', name: 'Otwock Furniture' }),
      'GET /customers/cu-1': json({ id: 'cu-1', name: 'Otwock Furniture' }),
      'POST /payments': json(buildPayment({ id: 'pa-9' })),
    });
    const entities = [
      buildLegalEntity(),
      buildLegalEntity({ id: 'le-2', name: 'Lin Indonesia', currency: 'IDR', zone: 'Asia/Jakarta' }),
    ];
    const close = vi.fn();
    const screen = await renderPage(<RecordPaymentDialog entities={entities} onClose={close} />, STAFF);
    return { api, close, screen };
  };
  const submit = () =>
    page.getByRole('button', { name: text('maker:receivables.recordVerb'), exact: true }).click();

  it('sends today’s payment in the currency of the legal entity, and opens its page', async () => {
    const { api, close, screen } = await open();
    await page.getByLabelText(withUnit('payment.amount', 'PLN')).fill('1500');
    await page.getByLabelText(text('payment.reference'), { exact: true }).fill('PL-1');
    await submit();
    await eventually(() => expect(close).toHaveBeenCalledTimes(1));
    expect(api.changes()[0]?.body).toEqual({
      legalEntityId: 'le-1',
      amount: '1500',
      currency: 'PLN',
      receivedOn: '2026-11-25',
      method: 'transfer',
      customerId: null,
      payerName: null,
      payerAccount: null,
      reference: 'PL-1',
    });
    expect(api.changes()[0]?.headers.get('idempotency-key')).not.toBeNull();
    expect(screen.router.state.location.pathname).toBe('/receivables/payments/pa-9');
  });

  it('takes the currency of another legal entity', async () => {
    await open();
    await page.getByRole('combobox', { name: text('maker:receivables.receivedBy') }).click();
    await page.getByRole('option', { name: 'Lin Indonesia' }).click();
    await expect.element(page.getByLabelText(withUnit('payment.amount', 'IDR'))).toBeVisible();
  });

  it('shows the server’s errors at their fields', async () => {
    const { api } = await open();
    api.answer(
      'POST /payments',
      problem(422, 'receivables.payment_invalid', {
        fields: [
          { pointer: '/receivedOn', code: 'receivables.received_in_future', params: { today: '2026-11-25' } },
        ],
      }),
    );
    await submit();
    await expect
      .element(page.getByLabelText(text('payment.receivedOn')))
      .toHaveAttribute('aria-invalid', 'true');
  });
});

describe('the list of payments', () => {
  it('marks payments without a customer, and opens a payment', async () => {
    const api = fakeApi({
      'GET /payments': list(buildPayment(), buildPayment({ id: 'pa-2', customer: null, payerName: null })),
      'GET /legal-entities': list(),
    });
    const screen = await renderPage(<PaymentList />, { path: '/?show=unapplied', ...STAFF });
    await expect.element(screen.getByText(text('maker:receivables.customerUnknown'))).toBeVisible();
    expect(api.requests.find(({ path }) => path === '/payments')?.query).toMatchObject({ unapplied: 'true' });
    await screen.getByRole('link', { name: text('payment.unknownPayer') }).click();
    await eventually(() => expect(screen.router.state.location.pathname).toBe('/receivables/payments/pa-2'));
  });
});

describe('the use of a payment', () => {
  const UNDONE = buildAllocation({
    id: 'al-2',
    document: { documentId: 'in-2', number: 'PL-2' },
    undoneAt: '2026-11-21T10:00:00Z',
    undoneBy: 'Lin',
    undoneWhy: 'Wrong invoice',
  });

  it('shows deductions, and undone allocations with their reason', async () => {
    fakeApi({});
    const payment = buildPayment({ allocations: [buildAllocation({ fee: pln('5.00') }), UNDONE] });
    const { container } = await renderPortal(<PaymentView payment={payment} pages={MAKER_PAGES} />, STAFF);
    await eventually(() => expect(textsOf(container, '[role=row] a')).toEqual(['PL-2026-00001', 'PL-2']));
    expect(container.textContent).toContain('Wrong invoice');
    expect(container.textContent).toContain(
      text('payment.deduction', { name: text('payment.fee'), amount: '5.00\u00a0PLN' }),
    );
    expect(page.getByRole('button').elements()).toHaveLength(1);
  });

  it('can be undone with a reason', async () => {
    const api = fakeApi({ 'POST /allocations/al-1/undo': json(UNDONE) });
    await renderPortal(
      <PaymentView payment={buildPayment({ allocations: [buildAllocation()] })} pages={MAKER_PAGES} />,
      STAFF,
    );
    await page
      .getByRole('button', { name: text('maker:receivables.undoTitle', { number: 'PL-2026-00001' }) })
      .click();
    await page.getByLabelText(text('maker:invoice.why')).fill('Wrong invoice');
    await page.getByRole('button', { name: text('maker:receivables.undoVerb') }).click();
    await eventually(() => expect(api.changes()[0]?.body).toEqual({ why: 'Wrong invoice' }));
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
  });

  it('cannot be undone by a customer, whose links lead to the customer portal', async () => {
    fakeApi({});
    const { container } = await renderPortal(
      <PaymentView payment={buildPayment({ allocations: [buildAllocation()] })} pages={CUSTOMER_PAGES} />,
      { session: { permissions: ['invoices.read'] } },
    );
    await eventually(() =>
      expect(container.querySelector('[role=row] a')?.getAttribute('href')).toBe(
        '/plant/costs/invoices/in-1',
      ),
    );
    expect(page.getByRole('button').elements()).toHaveLength(0);
  });
});
