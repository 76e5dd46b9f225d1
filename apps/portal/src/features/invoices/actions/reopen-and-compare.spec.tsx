/// <reference types="vitest/globals" />
import { page } from 'vitest/browser';
import { eventually } from '../../../../test/eventually.js';
import { fakeApi, json, problem } from '../../../../test/fake-api.js';
import { buildInvoice } from '../../../../test/invoice.js';
import { renderPortal } from '../../../../test/render.js';
import { text } from '../../../../test/text.js';
import { CompareDialog } from './compare-dialog.js';
import { invoiceToDecide } from './decided-document.js';
import { ReopenDialog } from './reopen-dialog.js';

const press = (key: string) => page.getByRole('button', { name: text(key), exact: true }).click();

describe('the reopening of an invoice', () => {
  it('sends the displayed version and the reason', async () => {
    const api = fakeApi({ 'POST /invoices/i-1/reopen': json({}) });
    const close = vi.fn();
    await renderPortal(<ReopenDialog document={invoiceToDecide(buildInvoice())} onClose={close} />);
    await page.getByLabelText(text('maker:invoice.why')).fill('Wrong order number');
    await press('maker:invoice.reopen');
    await eventually(() => expect(close).toHaveBeenCalledTimes(1));
    expect(api.changes()[0]?.body).toEqual({ version: 3, why: 'Wrong order number' });
  });

  it('keeps the reason if it is rejected', async () => {
    fakeApi({
      'POST /invoices/i-1/reopen': problem(422, 'api.request_invalid', {
        fields: [{ pointer: '/why', code: 'validation.is_not_empty' }],
      }),
    });
    const close = vi.fn();
    await renderPortal(<ReopenDialog document={invoiceToDecide(buildInvoice())} onClose={close} />);
    const why = page.getByLabelText(text('maker:invoice.why'));
    await why.fill('?');
    await press('maker:invoice.reopen');
    await expect.element(why).toHaveAttribute('aria-invalid', 'true');
    await expect.element(why).toHaveValue('?');
    expect(close).not.toHaveBeenCalled();
  });
});

describe('the comparison of an issued month with current data', () => {
  const compare = async (found: readonly object[]) => {
    const api = fakeApi({ 'POST /invoices/i-1/corrections': json({ found }) });
    const close = vi.fn();
    await renderPortal(
      <CompareDialog invoice={buildInvoice({ number: 'PL-1', state: 'issued' })} onClose={close} />,
    );
    await press('maker:invoice.compareVerb');
    await eventually(() => expect(close).toHaveBeenCalledTimes(1));
    expect(api.changes()).toHaveLength(1);
  };

  it('says that nothing differs', async () => {
    await compare([]);
    await expect
      .element(page.getByText(text('maker:invoice.nothingDiffers', { number: 'PL-1' })))
      .toBeVisible();
  });

  it('lists every difference in words', async () => {
    await compare([
      { code: 'billing.content_changed', params: {} },
      { code: 'a_code.without_text', params: {} },
    ]);
    const words = `${text('errors:billing.content_changed')} a code without text`;
    await expect.element(page.getByText(words)).toBeVisible();
  });
});
