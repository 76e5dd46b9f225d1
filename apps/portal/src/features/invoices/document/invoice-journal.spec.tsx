/// <reference types="vitest/globals" />
import { eventually } from '../../../../test/eventually.js';
import { fakeApi, json } from '../../../../test/fake-api.js';
import { buildInvoice } from '../../../../test/invoice.js';
import { renderPortal } from '../../../../test/render.js';
import { cellsOf } from '../../../../test/screen-texts.js';
import { text } from '../../../../test/text.js';
import type { Invoice, JournalLine } from '../../../api/types.js';
import { InvoiceJournal } from './invoice-journal.js';

const money = (amount: string, currency = 'EUR') => ({ amount, currency });
const line = (amount: string, change: Partial<JournalLine> = {}): JournalLine => ({
  account: 'receivable',
  amount: money(amount),
  booksAmount: money(amount),
  behaviour: null,
  contract: 'C-1',
  linePosition: null,
  machine: null,
  revenueClass: null,
  taxCategory: null,
  taxPercent: null,
  ...change,
});
const ENTRY = {
  booksRate: '1',
  booksRateOn: null,
  booksRateSource: null,
  postingDate: '2026-11-02',
  serviceFrom: '2026-10-01',
  serviceTo: '2026-10-31',
};
const show = (lines: readonly JournalLine[], change: Partial<Invoice> = {}) => {
  fakeApi({ 'GET /invoices/i-1/journal': json({ entry: { ...ENTRY, lines } }) });
  return renderPortal(<InvoiceJournal invoice={buildInvoice(change)} />);
};
const account = (name: JournalLine['account']) => text(`maker:invoice.accounts.${name}`);

describe('the journal entry of an invoice', () => {
  const REVENUE = line('-100.00', {
    account: 'revenue',
    revenueClass: 'usage',
    behaviour: 'variable',
    machine: 'S-1',
  });

  it('shows debits and credits in their own columns, without signs', async () => {
    const { container } = await show([
      line('123.00'),
      REVENUE,
      line('-23.00', { account: 'tax_payable', taxCategory: 'standard', taxPercent: '23' }),
    ]);
    await eventually(() => expect(cellsOf(container)).toHaveLength(3));
    const revenue = text('maker:invoice.classOf', {
      class: text('maker:invoice.classes.usage'),
      behaviour: text('maker:invoice.behaviour.variable'),
    });
    expect(cellsOf(container)).toEqual([
      [account('receivable'), '', '', '123.00', ''],
      [account('revenue'), revenue, 'S-1', '', '100.00'],
      [account('tax_payable'), '23%', '', '', '23.00'],
    ]);
  });

  it('names the posting date', async () => {
    const screen = await show([line('123.00')]);
    const posted = text('maker:invoice.postedOn', { day: '2 Nov 2026' });
    await expect.element(screen.getByText(posted)).toBeVisible();
  });

  it('names the contract of each posting of a group document', async () => {
    const { container } = await show(
      [line('123.00'), line('-123.00', { account: 'rounding', contract: null })],
      {
        billGroup: { id: 'g-1', name: 'Bekasi plants', month: '2026-10' },
      },
    );
    await eventually(() =>
      expect(cellsOf(container).map(([name]) => name)).toEqual([
        `${account('receivable')}, C-1`,
        account('rounding'),
      ]),
    );
  });

  it('adds the amounts in the accounting currency if it differs from that of the document', async () => {
    const booking: Invoice['booking'] = {
      booksCurrency: 'JPY',
      booksRate: '160',
      booksRateOn: '2026-11-01',
      booksRateSource: 'ECB',
      postingDate: '2026-11-02',
    };
    const { container } = await show([line('123.00', { booksAmount: money('19680', 'JPY') })], { booking });
    await eventually(() => expect(cellsOf(container)[0]?.at(-1)).toBe('19,680'));
  });

  it('has no section before the document is posted', async () => {
    const api = fakeApi({ 'GET /invoices/i-1/journal': json({ entry: null }) });
    const { container } = await renderPortal(<InvoiceJournal invoice={buildInvoice()} />);
    await eventually(() => expect(api.requests).toHaveLength(1));
    await eventually(() => expect(container.textContent).toBe(''));
  });
});
