/// <reference types="vitest/globals" />
import { page } from 'vitest/browser';
import { eventually } from '../../../../test/eventually.js';
import { fakeApi, json, problem } from '../../../../test/fake-api.js';
import { buildOpenItem, pln } from '../../../../test/receivables.js';
import { renderPortal } from '../../../../test/render.js';
import { text } from '../../../../test/text.js';
import type { PaymentAttempt, SavedMethod } from '../../../api/types.js';
import { UNIT_SPACE } from '../../../format/number.js';
import { DocumentCollection } from './document-collection.js';
import { PaymentMethods } from './payment-methods.js';

const ATTEMPT: PaymentAttempt = {
  id: 'at-1',
  number: 1,
  kind: 'saved_method',
  origin: 'person',
  state: 'declined',
  amount: pln('1000.00'),
  method: 'visa •••• 0341',
  declineReason: 'insufficient_funds',
  declineCode: 'insufficient_funds',
  isHardDecline: false,
  fault: null,
  retryOn: '2026-12-04',
  paymentId: null,
  chargeback: null,
  createdAt: '2026-12-01T08:00:00Z',
  createdBy: 'Lin Shifan',
};
const CARD: SavedMethod = {
  id: 'pm-1',
  kind: 'card',
  issuer: 'visa',
  lastDigits: '4242',
  expires: { year: 2030, month: 4 },
};
const LINK = 'https://service.example.com/pay/AbCdEfGhIjKl';
const collection = (change: object = {}) =>
  json({ areOn: true, attempts: [ATTEMPT], planned: null, paymentLink: LINK, ...change });
const methodList = (change: object = {}) =>
  json({ areOn: true, items: [CARD], automaticMethodId: null, next: null, ...change });
const STAFF = { session: { permissions: ['accounting.write', 'invoices.pay'] } };
const button = (key: string) => page.getByRole('button', { name: text(key), exact: true });

describe('the card and debit payments of a document', () => {
  it('say why an attempt was declined, and when the next one is', async () => {
    fakeApi({ 'GET /open-items/in-1/card-payments': collection() });
    const { container } = await renderPortal(<DocumentCollection documentId="in-1" isPayer={false} />, STAFF);
    await eventually(() =>
      expect(container.textContent).toContain(
        `${text('collection.reason.insufficient_funds')} ${text('collection.retryOn', { day: '4 Dec 2026' })}`,
      ),
    );
    expect(container.textContent).toContain('https://service.example.com/pay/AbCdEf…');
  });

  it('say that the bank took the money back, and until when the maker can contest that', async () => {
    const chargeback = {
      state: 'open',
      reason: 'fraudulent',
      amount: pln('1000.00'),
      evidenceDueAt: '2026-12-09T10:00:00Z',
    };
    const attempts = [{ ...ATTEMPT, state: 'succeeded', declineReason: null, retryOn: null, chargeback }];
    fakeApi({ 'GET /open-items/in-1/card-payments': collection({ attempts }) });
    const taken = text('collection.chargeback.open', { amount: `1,000.00${UNIT_SPACE}PLN` });
    const { container } = await renderPortal(<DocumentCollection documentId="in-1" isPayer={false} />, STAFF);
    await eventually(() =>
      expect(container.textContent).toContain(
        `${taken} ${text('collection.answerAtStripe', { day: '9 Dec 2026' })}`,
      ),
    );
    const payer = await renderPortal(<DocumentCollection documentId="in-1" isPayer />);
    await eventually(() => expect(payer.container.textContent).toContain(taken));
    expect(payer.container.textContent).not.toContain('Stripe');
  });

  it('are collected with the method that a person chooses', async () => {
    const api = fakeApi({
      'GET /open-items/in-1/card-payments': collection({ attempts: [] }),
      'GET /open-items/in-1': json({
        ...buildOpenItem(),
        allocations: [],
        writeOffs: [],
        refunds: [],
        refundable: null,
      }),
      'GET /customers/cu-1/payment-methods': methodList(),
      'POST /open-items/in-1/charges': collection(),
    });
    await renderPortal(<DocumentCollection documentId="in-1" isPayer={false} />, STAFF);
    await button('collection.chargeNow').click();
    const dialog = page.getByRole('dialog');
    await expect.element(dialog.getByRole('combobox')).toHaveValue('VISA •••• 4242');
    await dialog.getByRole('button', { name: text('collection.chargeNow') }).click();
    await eventually(() =>
      expect(api.changes().map(({ path }) => path)).toEqual(['/open-items/in-1/charges']),
    );
    await expect.element(dialog).not.toBeInTheDocument();
  });

  it('show the payer an error of the page, and no button of the staff', async () => {
    fakeApi({
      'GET /open-items/in-1/card-payments': collection({
        attempts: [{ ...ATTEMPT, state: 'requires_authentication', declineReason: null, retryOn: null }],
      }),
      'POST /open-items/in-1/payment-pages': problem(503, 'receivables.stripe_unavailable'),
    });
    const { container } = await renderPortal(<DocumentCollection documentId="in-1" isPayer />, STAFF);
    await button('collection.payNow').click();
    await eventually(() =>
      expect(container.textContent).toContain(text('errors:receivables.stripe_unavailable')),
    );
    expect(container.textContent).toContain(text('collection.authenticateSelf'));
    expect(container.textContent).not.toContain(text('collection.chargeNow'));
  });

  it('say when the document is paid automatically', async () => {
    fakeApi({
      'GET /open-items/in-1/card-payments': collection({
        attempts: [],
        planned: { on: '2026-12-15', method: 'VISA •••• 4242' },
      }),
    });
    const { getByText } = await renderPortal(<DocumentCollection documentId="in-1" isPayer />, STAFF);
    const planned = { day: '15 Dec 2026', method: 'VISA •••• 4242' };
    await expect.element(getByText(text('collection.automatic.planned', planned))).toBeVisible();
  });

  it('are absent while payments are off', async () => {
    const api = fakeApi({
      'GET /open-items/in-1/card-payments': collection({ areOn: false, attempts: [], paymentLink: null }),
    });
    const { container } = await renderPortal(<DocumentCollection documentId="in-1" isPayer={false} />, STAFF);
    await eventually(() => expect(api.requests).toHaveLength(1));
    expect(container.textContent).toBe('');
  });
});

describe('saved payment methods', () => {
  it('are removed after a confirmation that names the method', async () => {
    const api = fakeApi({
      'GET /customers/cu-1/payment-methods': methodList(),
      'DELETE /customers/cu-1/payment-methods/pm-1': json(undefined),
    });
    const { container } = await renderPortal(<PaymentMethods customerId="cu-1" />, STAFF);
    await eventually(() =>
      expect(container.textContent).toContain(text('collection.expires', { month: '04', year: '2030' })),
    );
    await button('collection.remove').click();
    const dialog = page.getByRole('dialog');
    await expect
      .element(dialog.getByText(text('collection.removeTitle', { method: 'VISA •••• 4242' })))
      .toBeVisible();
    await dialog.getByRole('button', { name: text('collection.remove') }).click();
    await eventually(() =>
      expect(api.changes().map(({ path }) => path)).toEqual(['/customers/cu-1/payment-methods/pm-1']),
    );
  });

  it('pay automatically after a confirmation that says what happens', async () => {
    const api = fakeApi({
      'GET /customers/cu-1/payment-methods': methodList(),
      'PUT /customers/cu-1/automatic-payment': json(undefined),
    });
    await renderPortal(<PaymentMethods customerId="cu-1" />, STAFF);
    const title = text('collection.automatic.turnOnTitle', { method: 'VISA •••• 4242' });
    await page.getByRole('button', { name: title }).click();
    const dialog = page.getByRole('dialog');
    await expect.element(dialog.getByText(text('collection.automatic.turnOnEffect'))).toBeVisible();
    await dialog.getByRole('button', { name: text('collection.automatic.turnOn'), exact: true }).click();
    await eventually(() => expect(api.changes().map(({ body }) => body)).toEqual([{ methodId: 'pm-1' }]));
  });

  it('show which one pays automatically, and stop that', async () => {
    const api = fakeApi({
      'GET /customers/cu-1/payment-methods': methodList({ automaticMethodId: 'pm-1' }),
      'DELETE /customers/cu-1/automatic-payment': json(undefined),
    });
    const { getByText } = await renderPortal(<PaymentMethods customerId="cu-1" />, STAFF);
    await expect.element(getByText(text('collection.automatic.on'))).toBeVisible();
    await button('collection.automatic.turnOff').click();
    await eventually(() =>
      expect(api.changes().map(({ path }) => path)).toEqual(['/customers/cu-1/automatic-payment']),
    );
  });

  it('can be added while there are none', async () => {
    fakeApi({ 'GET /customers/cu-1/payment-methods': methodList({ items: [] }) });
    const { getByText } = await renderPortal(<PaymentMethods customerId="cu-1" />, STAFF);
    await expect.element(getByText(text('collection.noMethodsWhy'))).toBeVisible();
    await expect.element(button('collection.add')).toBeVisible();
  });
});
