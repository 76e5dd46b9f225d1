/// <reference types="vitest/globals" />
import { page } from 'vitest/browser';
import { eventually } from '../../../../test/eventually.js';
import { fakeApi, json, page as list, problem } from '../../../../test/fake-api.js';
import { buildPaymentFile, buildPendingTransfers } from '../../../../test/receivables.js';
import { renderPortal } from '../../../../test/render.js';
import { text } from '../../../../test/text.js';
import { PaymentFiles } from './payment-files.js';
import { PendingTransfersSection } from './pending-transfers.js';

const FINANCE = { session: { permissions: ['accounting.write'] } };
const create = page.getByRole('button', { name: text('maker:paymentFile.create') });

describe('refunds to transfer', () => {
  const show = async (...pending: ReturnType<typeof buildPendingTransfers>[]) => {
    const api = fakeApi({
      'GET /payment-files/pending': json({ items: pending, next: null }),
      'POST /payment-files': json({ ...buildPaymentFile(), refunds: [] }),
    });
    const screen = await renderPortal(<PendingTransfersSection />, FINANCE);
    return { api, screen };
  };
  const dialog = page.getByRole('dialog');
  const submit = () => dialog.getByRole('button', { name: text('maker:paymentFile.create') }).click();

  it('are put into a file', async () => {
    const { api } = await show(buildPendingTransfers());
    await create.click();
    await expect.element(dialog.getByText('PL61109010140000071219812874')).toBeVisible();
    await submit();
    await eventually(() =>
      expect(api.changes()[0]?.body).toEqual({ legalEntityId: 'le-1', currency: 'PLN' }),
    );
    expect(api.changes()[0]?.headers.get('idempotency-key')).not.toBeNull();
    await expect.element(dialog).not.toBeInTheDocument();
  });

  it('show the error of a file that another person created first', async () => {
    const { api } = await show(buildPendingTransfers());
    api.answer('POST /payment-files', problem(409, 'receivables.payment_file_empty'));
    await create.click();
    await submit();
    await expect.element(dialog.getByText(text('errors:receivables.payment_file_empty'))).toBeVisible();
  });

  it('say that no account is valid', async () => {
    await show(buildPendingTransfers({ account: null }));
    await expect.element(page.getByText(text('maker:paymentFile.noAccount'))).toBeVisible();
    await expect.element(create).not.toBeInTheDocument();
  });

  it('are absent if there are none', async () => {
    const { api, screen } = await show();
    await eventually(() => expect(api.requests).not.toEqual([]));
    expect(screen.container.textContent).toBe('');
  });
});

describe('payment files', () => {
  it('can be downloaded, and say how many of their refunds were undone', async () => {
    fakeApi({ 'GET /payment-files': list(buildPaymentFile({ undoneCount: 1 })) });
    const { container } = await renderPortal(<PaymentFiles />, FINANCE);
    await expect.element(page.getByText(text('maker:paymentFile.undone', { count: 1 }))).toBeVisible();
    expect(container.querySelector('[role=row] a')?.getAttribute('href')).toBe(
      '/api/v1/payment-files/pf-1/content',
    );
  });

  it('are absent if there are none', async () => {
    const api = fakeApi({ 'GET /payment-files': list() });
    const { container } = await renderPortal(<PaymentFiles />, FINANCE);
    await eventually(() => expect(api.requests).not.toEqual([]));
    expect(container.textContent).toBe('');
  });
});
