/// <reference types="vitest/globals" />
import { eventually } from '../../../../test/eventually.js';
import { fakeApi, json } from '../../../../test/fake-api.js';
import { buildGroupDocument, buildInvoice, buildLine } from '../../../../test/invoice.js';
import { renderPortal } from '../../../../test/render.js';
import { cellsOf, textsOf } from '../../../../test/screen-texts.js';
import { text } from '../../../../test/text.js';
import type { Invoice } from '../../../api/types.js';
import { GroupContracts } from './group-contracts.js';

const PAGES = {
  invoice: (id: string) => `/billing/${id}`,
  line: (id: string) => `/billing/lines/${id}`,
  disputes: '/disputes',
};
const heading = (number: string) => text('document.contract', { number });
const show = (...contracts: readonly Invoice[]) =>
  renderPortal(<GroupContracts document={buildGroupDocument({ contracts: [...contracts] })} pages={PAGES} />);

describe('the contracts of a group document', () => {
  it('list their lines with quantity, price and amount', async () => {
    fakeApi({});
    const fee = buildLine({
      id: 'line-2',
      kind: 'base',
      state: 'fixed',
      quantity: null,
      unit: '',
      unitPrice: null,
      name: { en: 'Service fee' },
      amount: { amount: '4900.00', currency: 'EUR' },
    });
    const { container } = await show(buildInvoice({ lines: [buildLine({ name: { en: 'Air' } }), fee] }));
    await eventually(() =>
      expect(cellsOf(container, heading('C-1'))).toEqual([
        ['Air', '1,000 m³', '0.10 / m³', '100.00'],
        ['Service fee', '', '', '4,900.00'],
      ]),
    );
  });

  it('show a line on hold by its state, never by an amount of zero', async () => {
    fakeApi({ 'GET /invoice-lines/line-1/proof': json({ meters: [], usage: null, usageId: null }) });
    const held = buildLine({ name: { en: 'Air' }, state: 'held', quantity: null, amount: null, net: null });
    const { container } = await show(buildInvoice({ lines: [held] }));
    await eventually(() => expect(cellsOf(container, heading('C-1'))[0]?.at(-1)).toBe(text('state.held')));
  });

  it('have a subtotal with their share of tax and total', async () => {
    fakeApi({});
    const screen = await show(
      buildInvoice({
        tax: { amount: '23.00', currency: 'EUR' },
        gross: { amount: '123.00', currency: 'EUR' },
      }),
    );
    const share = text('document.shareOfTax', { tax: '23.00\u00a0EUR', gross: '123.00\u00a0EUR' });
    await expect.element(screen.getByText(share)).toBeVisible();
  });

  it.each<[string, Partial<Invoice>, () => readonly string[]]>([
    ['approved', { state: 'approved' }, () => [text('state.approved')]],
    [
      'held with its lines',
      { state: 'held', heldLines: 2 },
      () => [text('state.held'), text('document.linesWait', { count: 2 })],
    ],
    [
      'disputed',
      { state: 'draft', disputeBlockedAt: '2026-11-03T00:00:00Z' },
      () => [text('state.draft'), text('state.disputed')],
    ],
  ])('show that a contract is %s', async (_, change, states) => {
    fakeApi({});
    const { container } = await show(buildInvoice(change));
    const shown = textsOf(container, 'section header span span span');
    for (const state of states()) expect(shown).toContain(state);
  });

  it('link to the invoice of each contract', async () => {
    fakeApi({});
    const second = buildInvoice({ id: 'i-2', contract: { id: 'c-2', number: 'C-2' } });
    const screen = await show(buildInvoice(), second);
    await screen.getByText(text('document.openContract')).nth(1).click();
    await eventually(() => expect(screen.router.state.location.href).toBe('/billing/i-2'));
  });
});
