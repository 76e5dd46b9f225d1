/// <reference types="vitest/globals" />
import { page } from 'vitest/browser';
import { eventually } from '../../../../test/eventually.js';
import { fakeApi, json, page as list, problem } from '../../../../test/fake-api.js';
import { buildLegalEntity } from '../../../../test/legal-entity.js';
import { buildDebitFile, buildMandate } from '../../../../test/receivables.js';
import { renderPortal } from '../../../../test/render.js';
import { text } from '../../../../test/text.js';
import { setServerTime } from '../../../clock/clock.js';
import { DebitFiles } from './debit-files.js';
import { Mandates } from './mandates.js';

const FINANCE = { session: { permissions: ['accounting.write'] } };
const CREDITORS = list({
  legalEntityId: 'le-1',
  creditorId: 'DE98ZZZ09999999999',
  noticeDays: 14,
  changedAt: '2026-01-01T08:00:00Z',
});
const ENTITIES = list(buildLegalEntity());
const dialog = page.getByRole('dialog');
const button = (key: string) => page.getByRole('button', { name: text(key), exact: true });

beforeEach(() => setServerTime('2026-12-01T08:00:00Z', Date.now()));
afterEach(() => setServerTime(new Date().toISOString(), Date.now()));

describe('the mandates of a customer', () => {
  const show = async (...mandates: ReturnType<typeof buildMandate>[]) => {
    const api = fakeApi({
      'GET /debit-creditors': CREDITORS,
      'GET /legal-entities': ENTITIES,
      'GET /mandates': list(...mandates),
      'POST /mandates': json(buildMandate()),
      'POST /mandates/ma-1/end': json(buildMandate()),
    });
    const screen = await renderPortal(<Mandates customerId="cu-1" />, FINANCE);
    return { api, screen };
  };

  it('show the account in groups, and why a mandate ended', async () => {
    await show(buildMandate({ endedAt: '2026-11-20T08:00:00Z', endWhy: 'Revoked by the customer' }));
    await expect.element(page.getByText('DE89 3704 0044 0532 0130 00')).toBeVisible();
    await expect
      .element(
        page.getByText(text('maker:debit.endedOn', { day: '20 Nov 2026', why: 'Revoked by the customer' })),
      )
      .toBeVisible();
    await expect.element(button('maker:debit.end')).not.toBeInTheDocument();
  });

  it('are registered, with the errors of the server at their fields', async () => {
    const { api } = await show();
    await expect.element(page.getByText(text('maker:debit.noMandate'))).toBeVisible();
    await button('maker:debit.register').click();
    await dialog.getByLabelText(text('maker:debit.reference')).fill('M-1');
    await dialog.getByLabelText(text('maker:debit.payer')).fill('Otwock Furniture');
    await dialog.getByLabelText(text('maker:debit.iban')).fill('DE88 3704 0044 0532 0130 00');
    api.answer(
      'POST /mandates',
      problem(422, 'receivables.mandate_invalid', {
        fields: [{ pointer: '/account', code: 'receivables.mandate_account_invalid' }],
      }),
    );
    const submit = dialog.getByRole('button', { name: text('maker:debit.register') });
    await submit.click();
    await expect
      .element(dialog.getByText(text('errors:receivables.mandate_account_invalid')).first())
      .toBeVisible();
    await dialog.getByLabelText(text('maker:debit.iban')).fill('DE89 3704 0044 0532 0130 00');
    api.answer('POST /mandates', json(buildMandate()));
    await submit.click();
    await expect.element(dialog).not.toBeInTheDocument();
    expect(api.changes().at(-1)?.body).toEqual({
      customerId: 'cu-1',
      legalEntityId: 'le-1',
      reference: 'M-1',
      scheme: 'b2b',
      payerName: 'Otwock Furniture',
      account: 'DE89 3704 0044 0532 0130 00',
      signedOn: '',
    });
  });

  it('are ended with a reason', async () => {
    const { api } = await show(buildMandate());
    await page.getByRole('button', { name: text('maker:debit.endTitle', { reference: 'M-1' }) }).click();
    await dialog.getByLabelText(text('maker:invoice.why')).fill('Revoked');
    await dialog.getByRole('button', { name: text('maker:debit.end') }).click();
    await eventually(() => expect(api.changes()[0]?.body).toEqual({ why: 'Revoked' }));
    await expect.element(dialog).not.toBeInTheDocument();
  });

  it('are absent if no legal entity collects by direct debit', async () => {
    const api = fakeApi({ 'GET /debit-creditors': list(), 'GET /mandates': list() });
    const { container } = await renderPortal(<Mandates customerId="cu-1" />, FINANCE);
    await eventually(() => expect(api.requests).toHaveLength(2));
    expect(container.textContent).toBe('');
  });
});

describe('debit files', () => {
  const document = { id: 'in-1', number: 'PL-2026-00001' };
  const customer = { id: 'cu-1', name: 'Otwock Furniture' };
  const mandate = { id: 'ma-1', reference: 'M-1' };
  const amount = { amount: '1230.00', currency: 'EUR' };
  const PLAN = {
    collectOn: '2026-12-06',
    account: 'PL61109010140000071219812874',
    total: amount,
    debitCount: 1,
    items: [
      { document, customer, mandate, amount, dueOn: '2026-12-05', exclusion: null },
      {
        document: { id: 'in-2', number: 'PL-2026-00002' },
        customer,
        mandate,
        amount,
        dueOn: '2026-12-05',
        exclusion: 'disputed',
      },
    ],
  };

  it('are created after a preview, which says what is not collected', async () => {
    const api = fakeApi({
      'GET /debit-creditors': CREDITORS,
      'GET /legal-entities': ENTITIES,
      'GET /debit-files': list(),
      'GET /debit-files/preview': json(PLAN),
      'POST /debit-files': json({ ...buildDebitFile({ debitCount: 1 }), debits: [] }),
    });
    await renderPortal(<DebitFiles />, FINANCE);
    await button('maker:debit.createTitle').click();
    await expect.element(dialog.getByText(text('maker:debit.exclusion.disputed'))).toBeVisible();
    await expect.element(dialog.getByText(text('maker:debit.collected', { count: 1 }))).toBeVisible();
    await dialog.getByRole('button', { name: text('maker:debit.create') }).click();
    await eventually(() =>
      expect(api.changes()[0]?.body).toEqual({ legalEntityId: 'le-1', collectOn: '2026-12-06' }),
    );
    expect(api.changes()[0]?.headers.get('idempotency-key')).not.toBeNull();
    await expect.element(dialog).not.toBeInTheDocument();
  });

  it('say why nothing can be collected', async () => {
    fakeApi({
      'GET /debit-creditors': CREDITORS,
      'GET /legal-entities': ENTITIES,
      'GET /debit-files': list(),
      'GET /debit-files/preview': problem(409, 'receivables.debit_file_no_account', {
        params: { name: 'Lin Europe' },
      }),
    });
    await renderPortal(<DebitFiles />, FINANCE);
    await button('maker:debit.createTitle').click();
    await expect
      .element(dialog.getByText(text('errors:receivables.debit_file_no_account', { name: 'Lin Europe' })))
      .toBeVisible();
  });

  it('show their debits, whose return is recorded', async () => {
    const debit = {
      id: 'de-1',
      document,
      customer,
      mandate,
      amount,
      returnedAt: null,
      returnedBy: null,
      returnReason: null,
    };
    const api = fakeApi({
      'GET /debit-creditors': CREDITORS,
      'GET /debit-files': list(buildDebitFile({ returnedCount: 1 })),
      'GET /debit-files/df-1': json({ ...buildDebitFile(), debits: [debit] }),
      'POST /debits/de-1/return': json({ ...buildDebitFile(), debits: [debit] }),
    });
    await renderPortal(<DebitFiles />, FINANCE);
    await expect.element(page.getByText(text('maker:debit.returned', { count: 1 }))).toBeVisible();
    await page.getByText('10 Dec 2026').click();
    await dialog
      .getByRole('button', { name: text('maker:debit.returnTitle', { number: 'PL-2026-00001' }) })
      .click();
    await dialog.getByLabelText(text('maker:debit.reason')).fill('AM04');
    await dialog.getByRole('button', { name: text('maker:debit.recordReturn') }).click();
    await eventually(() => expect(api.changes()[0]?.body).toEqual({ reason: 'AM04' }));
  });
});
