/// <reference types="vitest/globals" />
import { page } from 'vitest/browser';
import { eventually } from '../../../../test/eventually.js';
import { fakeApi, json, problem } from '../../../../test/fake-api.js';
import { buildInvoice, buildLine } from '../../../../test/invoice.js';
import { renderPortal } from '../../../../test/render.js';
import { text } from '../../../../test/text.js';
import { CreditDialog } from './credit-dialog.js';

const line = (id: string, english: string, net: string | null) =>
  buildLine({ id, name: { en: english }, net: net === null ? null : { amount: net, currency: 'EUR' } });
const INVOICE = buildInvoice({
  number: 'PL-1',
  state: 'issued',
  lines: [line('l-1', 'Fee', '50.00'), line('l-2', 'Air', '70.00'), line('l-3', 'Discount', '-5.00')],
});

const open = async () => {
  const api = fakeApi({
    'POST /invoices/i-1/credit-notes': json({ id: 'i-2', number: 'PL-2' }),
    'POST /invoices/i-1/credit-notes/preview': problem(409, 'api.not_found'),
  });
  const close = vi.fn();
  await renderPortal(<CreditDialog invoice={INVOICE} onClose={close} />);
  await page.getByText(text('maker:invoice.creditWay.lines'), { exact: true }).click();
  const send = () =>
    page.getByRole('button', { name: text('maker:invoice.creditVerb'), exact: true }).click();
  const sent = () => api.requests.findLast(({ path }) => path.endsWith('/credit-notes'))?.body;
  return { api, close, send, sent };
};
const field = (name: string) => page.getByLabelText(`${name}, EUR`, { exact: true });

describe('a credit note by line', () => {
  it('offers no line with a negative or unknown amount', async () => {
    await open();
    await expect.element(field('Fee')).toBeVisible();
    await expect.element(field('Air')).toBeVisible();
    await expect.element(field('Discount')).not.toBeInTheDocument();
  });

  it('sends only lines with an amount, and whether the quantity was wrong', async () => {
    const { close, send, sent } = await open();
    await field('Air').fill('12.50');
    await page.getByLabelText(text('maker:invoice.creditReason')).fill('Leak');
    await page.getByLabelText(text('maker:invoice.creditForQuantity')).click();
    await send();
    await eventually(() => expect(close).toHaveBeenCalledTimes(1));
    expect(sent()).toEqual({
      lines: [{ lineId: 'l-2', net: '12.50' }],
      reason: 'Leak',
      forQuantity: true,
    });
  });

  it('shows an error at the line that it is about, although empty lines are not sent', async () => {
    const { api, send } = await open();
    api.answer(
      'POST /invoices/i-1/credit-notes',
      problem(422, 'api.request_invalid', {
        fields: [{ pointer: '/lines/0/net', code: 'billing.credit_not_positive' }],
      }),
    );
    await field('Air').fill('0');
    await send();
    await expect.element(field('Air')).toHaveAttribute('aria-invalid', 'true');
    await expect.element(field('Fee')).not.toHaveAttribute('aria-invalid', 'true');
    await expect
      .element(page.getByRole('alert').getByText(text('form.fieldsNeedYou', { count: 1 })))
      .toBeVisible();
  });

  it('without any amount shows the error at the first line', async () => {
    const { api, send } = await open();
    api.answer(
      'POST /invoices/i-1/credit-notes',
      problem(422, 'api.request_invalid', {
        fields: [{ pointer: '/lines', code: 'billing.credit_lines_missing' }],
      }),
    );
    await send();
    await expect.element(field('Fee')).toHaveAttribute('aria-invalid', 'true');
  });
});
