/// <reference types="vitest/globals" />
import { page } from 'vitest/browser';
import { buildDispute } from '../../../test/dispute.js';
import { eventually } from '../../../test/eventually.js';
import { fakeApi, json } from '../../../test/fake-api.js';
import { buildInvoice, buildLine } from '../../../test/invoice.js';
import { renderPortal } from '../../../test/render.js';
import { textsOf } from '../../../test/screen-texts.js';
import { text } from '../../../test/text.js';
import type { Dispute, InvoiceDisputes } from '../../api/types.js';
import { DisputeCell } from './dispute-cell.js';
import { DisputeList } from './dispute-list.js';
import { LineDispute } from './open/line-dispute.js';

const disputesOf = (items: readonly Dispute[], change: Partial<InvoiceDisputes> = {}): InvoiceDisputes => ({
  items: [...items],
  isOpenToDisputes: true,
  lastDay: '2026-12-31',
  next: null,
  ...change,
});
const ASK = () => text('dispute.ask');

describe('the dispute of a line in a table', () => {
  const show = (disputes: InvoiceDisputes | undefined, onDispute?: () => void) =>
    renderPortal(
      <DisputeCell
        disputes={disputes}
        lineId="line-1"
        base="/disputes"
        {...(onDispute !== undefined && { onDispute })}
      />,
    );

  it('is the open one, even if an earlier one was rejected', async () => {
    const screen = await show(
      disputesOf([buildDispute({ id: 'd-0', state: 'rejected' }), buildDispute({ id: 'd-1' })]),
    );
    await screen.getByRole('link', { name: text('state.disputed') }).click();
    await eventually(() => expect(screen.router.state.location.href).toBe('/disputes/d-1'));
  });

  it('is never that of another line or of the whole invoice', async () => {
    const other = buildDispute({ line: { ...buildDispute().line!, id: 'line-2' } });
    const screen = await show(disputesOf([other, buildDispute({ line: null })]), vi.fn());
    await expect.element(screen.getByRole('button', { name: ASK() })).toBeVisible();
  });

  it('can be opened by a click', async () => {
    const dispute = vi.fn();
    const screen = await show(disputesOf([]), dispute);
    await screen.getByRole('button', { name: ASK() }).click();
    expect(dispute).toHaveBeenCalledTimes(1);
  });

  it.each<[string, InvoiceDisputes | undefined, boolean]>([
    ['while loading', undefined, true],
    ['after the last day', disputesOf([], { isOpenToDisputes: false }), true],
    ['without permission', disputesOf([]), false],
  ])('is empty %s', async (_, disputes, may) => {
    const { container } = await show(disputes, may ? vi.fn() : undefined);
    expect(container.textContent).toBe('');
  });
});

describe('the disputes of a page', () => {
  it('list subject, amount and day of each', async () => {
    const { container } = await renderPortal(
      <DisputeList disputes={[buildDispute(), buildDispute({ id: 'd-2', line: null })]} base="/disputes" />,
    );
    const stake = text('dispute.stake', { amount: '100.00 EUR' });
    expect(textsOf(container, 'li')).toEqual([
      `${text('state.disputed')}${text('dispute.lineOf', { position: 2, name: 'Compressed air' })}${stake}10 Nov 2026`,
      `${text('state.disputed')}${text('dispute.whole')}${stake}10 Nov 2026`,
    ]);
  });

  it('name their invoice if they belong to several', async () => {
    const { container } = await renderPortal(
      <DisputeList disputes={[buildDispute({ line: null })]} base="/disputes" withInvoice />,
    );
    expect(textsOf(container, 'a')).toEqual([`PL-1 · ${text('dispute.whole')}`]);
  });

  it('render nothing if there are none', async () => {
    const { container } = await renderPortal(<DisputeList disputes={[]} base="/disputes" />);
    expect(container.querySelector('ul')).toBeNull();
  });
});

describe("the dispute beside a line's proof", () => {
  const open = (disputes: InvoiceDisputes, permissions = ['disputes.raise']) => {
    fakeApi({
      'GET /invoices/i-1': json(buildInvoice({ issuedOn: '2026-11-02', number: 'PL-1', state: 'issued' })),
      'GET /invoices/i-1/disputes': json(disputes),
    });
    return renderPortal(<LineDispute invoiceId="i-1" line={buildLine()} base="/disputes" readings={null} />, {
      session: { permissions },
    });
  };

  it('shows the state of an existing dispute and opens it', async () => {
    const screen = await open(disputesOf([buildDispute({ state: 'rejected' })]));
    await screen.getByRole('link', { name: new RegExp(text('state.rejected')) }).click();
    await eventually(() => expect(screen.router.state.location.href).toBe('/disputes/d-1'));
  });

  it('opens the dialog for a line without a dispute', async () => {
    const screen = await open(disputesOf([]));
    await screen.getByRole('button', { name: ASK() }).click();
    await expect.element(page.getByRole('dialog')).toBeVisible();
    await expect.element(page.getByText(text('dispute.openEffect', { day: '31 Dec 2026' }))).toBeVisible();
  });

  it.each<[string, Partial<InvoiceDisputes>, string[]]>([
    ['without permission', {}, []],
    ['after the last day', { isOpenToDisputes: false }, ['disputes.raise']],
  ])('offers nothing %s', async (_, change, permissions) => {
    const screen = await open(disputesOf([], change), permissions);
    await eventually(() => expect(screen.client.isFetching()).toBe(0));
    expect(screen.container.textContent).toBe('');
  });
});
