/// <reference types="vitest/globals" />
import { page } from 'vitest/browser';
import { eventually } from '../../../../test/eventually.js';
import { fakeApi, json, page as list, problem } from '../../../../test/fake-api.js';
import { buildAllocation, buildOpenItem, pln } from '../../../../test/receivables.js';
import { renderPortal } from '../../../../test/render.js';
import { text } from '../../../../test/text.js';
import { MAKER_PAGES } from '../receivable-pages.js';
import { DocumentPayments } from './document-payments.js';

const NOTE = buildOpenItem({
  documentId: 'cn-1',
  number: 'PL-CN-1',
  documentType: 'credit_note',
  total: pln('-400.00'),
  open: pln('-400.00'),
});
const STAFF = { session: { permissions: ['payments.match'] } };

const show = (documentId: string) =>
  renderPortal(<DocumentPayments documentId={documentId} pages={MAKER_PAGES} />, STAFF);

describe('the payments of a document', () => {
  it('say what is open, and link to the payment that was used', async () => {
    fakeApi({
      'GET /open-items/in-1': json({
        ...buildOpenItem({ open: pln('250.00'), state: 'partly_paid' }),
        directDebit: null,
        allocations: [buildAllocation({ amount: pln('750.00') })],
        writeOffs: [],
        refunds: [],
        refundable: null,
      }),
    });
    const { container, getByText } = await show('in-1');
    await expect
      .element(getByText(text('openItem.openOf', { open: '250.00\u00a0PLN', total: '1,000.00\u00a0PLN' })))
      .toBeVisible();
    expect(container.querySelector('[role=row] a')?.getAttribute('href')).toBe('/receivables/payments/pa-1');
  });

  it('say that the document is collected by direct debit', async () => {
    fakeApi({
      'GET /open-items/in-1': json({
        ...buildOpenItem(),
        directDebit: { mandateReference: 'M-1', creditorId: 'DE98ZZZ09999999999', accountEnding: '3000' },
        allocations: [],
        writeOffs: [],
        refunds: [],
        refundable: null,
      }),
    });
    const { getByText } = await show('in-1');
    await expect
      .element(getByText(text('openItem.directDebit', { ending: '3000', reference: 'M-1' })))
      .toBeVisible();
  });

  it('say that a document is paid', async () => {
    fakeApi({
      'GET /open-items/in-1': json({
        ...buildOpenItem({ open: pln('0.00'), state: 'paid' }),
        directDebit: null,
        allocations: [],
        writeOffs: [],
        refunds: [],
        refundable: null,
      }),
    });
    const screen = await show('in-1');
    await expect
      .element(screen.getByText(text('openItem.paidInFull', { total: '1,000.00\u00a0PLN' })))
      .toBeVisible();
  });

  it('are absent for an invoice without an open amount of its own', async () => {
    fakeApi({ 'GET /open-items/in-1': problem(404, 'receivables.item_not_found') });
    const { container } = await show('in-1');
    await eventually(() => expect(container.textContent).toBe(''));
  });

  it('allow to set off an open credit note, with the smaller amount proposed', async () => {
    const api = fakeApi({
      'GET /open-items/cn-1': json({
        ...NOTE,
        directDebit: null,
        allocations: [],
        writeOffs: [],
        refunds: [],
        refundable: null,
      }),
      'GET /open-items': list(NOTE, buildOpenItem({ open: pln('300.00') })),
      'POST /open-items/cn-1/set-off': json(buildAllocation()),
    });
    await show('cn-1');
    await page.getByRole('button', { name: text('maker:receivables.setOff') }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox').click();
    await page.getByRole('option').click();
    await expect.element(dialog.getByLabelText(`${text('payment.amount')}, PLN`)).toHaveValue('300.00');
    await dialog.getByRole('button', { name: text('maker:receivables.setOff'), exact: true }).click();
    await eventually(() => expect(api.changes()[0]?.body).toEqual({ documentId: 'in-1', amount: '300.00' }));
    await expect.element(dialog).not.toBeInTheDocument();
  });
});
