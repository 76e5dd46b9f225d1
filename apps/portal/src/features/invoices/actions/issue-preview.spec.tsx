/// <reference types="vitest/globals" />
import { page } from 'vitest/browser';
import { eventually } from '../../../../test/eventually.js';
import { fakeApi, json, problem } from '../../../../test/fake-api.js';
import { buildInvoice } from '../../../../test/invoice.js';
import { renderPortal } from '../../../../test/render.js';
import { factsOf } from '../../../../test/screen-texts.js';
import { text } from '../../../../test/text.js';
import { invoiceToDecide } from './decided-document.js';
import { IssueDialog } from './issue-dialog.js';

const PREVIEW = {
  number: 'PL-2026-7',
  issuedOn: '2026-11-25',
  dueOn: '2026-12-25',
  postingDate: '2026-11-30',
  booksCurrency: 'EUR',
  booksRate: '1',
};

const open = async (preview: object, invoice = buildInvoice()) => {
  const api = fakeApi({ 'GET /invoices/i-1/issue-preview': json({ ...PREVIEW, ...preview }) });
  const screen = await renderPortal(
    <IssueDialog document={invoiceToDecide(invoice)} onClose={() => undefined} />,
  );
  return { api, screen };
};
const shown = () => factsOf(document.querySelector('[role=dialog]')!);

describe('the preview of an issue', () => {
  it('shows number, days and days until payment', async () => {
    await open({}, buildInvoice({ paymentDays: 30 }));
    await eventually(() =>
      expect(shown()).toEqual({
        [text('maker:invoice.number')]: 'PL-2026-7',
        [text('maker:invoice.issuedOn')]: '25 Nov 2026',
        [text('maker:invoice.dueOn')]: text('maker:invoice.dueIn', { day: '25 Dec 2026', count: 30 }),
        [text('maker:invoice.postingDate')]: '30 Nov 2026',
      }),
    );
  });

  it('shows the exchange rate if the seller keeps its accounts in another currency', async () => {
    await open({ booksCurrency: 'PLN', booksRate: '4.2617' });
    await eventually(() => expect(shown()[text('maker:invoice.booksRate')]).toBe('4.2617 PLN/EUR'));
  });

  it('follows the entered day', async () => {
    const { api } = await open({});
    await eventually(() => expect(api.requests).toHaveLength(1));
    expect(api.requests[0]?.query).toEqual({});
    api.answer('GET /invoices/i-1/issue-preview', ({ query }) =>
      json({ ...PREVIEW, issuedOn: query['issuedOn'] }),
    );
    await page.getByLabelText(text('maker:invoice.issueDay')).fill('2026-11-20');
    await eventually(() => expect(shown()[text('maker:invoice.issuedOn')]).toBe('20 Nov 2026'));
  });

  it('shows the error of an impossible day instead of a number', async () => {
    const { api } = await open({});
    await eventually(() => expect(shown()).toHaveProperty([text('maker:invoice.number')]));
    api.answer('GET /invoices/i-1/issue-preview', problem(409, 'billing.content_changed'));
    await page.getByLabelText(text('maker:invoice.issueDay')).fill('2020-01-01');
    await expect
      .element(page.getByText(text('errors:billing.content_changed'), { exact: false }))
      .toBeVisible();
    expect(shown()).toEqual({});
  });

  it('makes room for an error at the day', async () => {
    const { api } = await open({});
    await eventually(() => expect(shown()).toHaveProperty([text('maker:invoice.number')]));
    api.answer(
      'POST /invoices/i-1/issue',
      problem(422, 'api.request_invalid', { fields: [{ pointer: '/issuedOn', code: 'api.day_invalid' }] }),
    );
    await page.getByRole('button', { name: text('maker:invoice.issue'), exact: true }).click();
    await expect.element(page.getByText(text('errors:api.day_invalid'))).toBeVisible();
    expect(shown()).toEqual({});
    await expect
      .element(page.getByLabelText(text('maker:invoice.issueDay')))
      .toHaveAttribute('aria-invalid', 'true');
  });
});
