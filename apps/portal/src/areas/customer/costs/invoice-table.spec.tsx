/// <reference types="vitest/globals" />
import { page } from 'vitest/browser';
import { fakeApi, page as list } from '../../../../test/fake-api.js';
import { buildInvoice } from '../../../../test/invoice.js';
import { buildOpenItem, pln } from '../../../../test/receivables.js';
import { renderPortal } from '../../../../test/render.js';
import { text } from '../../../../test/text.js';
import { InvoiceTable } from './invoice-table.js';

const STATES = [
  ['paid', { state: 'paid', open: pln('0.00'), daysOverdue: 0 }, 'state.paid'],
  ['written off', { state: 'written_off', open: pln('0.00'), daysOverdue: 0 }, 'state.written_off'],
  ['not due', { daysOverdue: -3 }, 'state.not_due'],
] as const;

describe("the customer's invoices", () => {
  it.each(STATES)('say that a document is %s', async (_state, change, label) => {
    const item = buildOpenItem(change);
    fakeApi({
      'GET /invoices': list(buildInvoice({ id: item.documentId, number: item.number, state: 'issued' })),
      'GET /open-items': ({ query }) =>
        query.open === 'true' && item.state !== 'open' ? list() : list(item),
    });
    const { container } = await renderPortal(<InvoiceTable />);
    await expect.element(page.getByText(text(label), { exact: true })).toBeVisible();
    expect(container.textContent).toContain('PL-2026-00001');
  });
});
