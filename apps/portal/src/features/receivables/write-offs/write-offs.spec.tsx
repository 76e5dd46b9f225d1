/// <reference types="vitest/globals" />
import { page } from 'vitest/browser';
import { eventually } from '../../../../test/eventually.js';
import { fakeApi, json, page as list } from '../../../../test/fake-api.js';
import { buildOpenItem, buildWriteOff, pln } from '../../../../test/receivables.js';
import { renderPortal } from '../../../../test/render.js';
import { text } from '../../../../test/text.js';
import type { OpenItem, WriteOff } from '../../../api/types.js';
import { DocumentPayments } from '../document/document-payments.js';
import { MAKER_PAGES } from '../receivable-pages.js';
import { PendingWriteOffs } from './pending-write-offs.js';

const FINANCE = { session: { permissions: ['accounting.write'] } };

const show = async (writeOffs: readonly WriteOff[], item: Partial<OpenItem> = {}, session = FINANCE) => {
  const api = fakeApi({
    'GET /open-items/in-1': json({
      ...buildOpenItem(item),
      directDebit: null,
      allocations: [],
      writeOffs,
      refunds: [],
      refundable: null,
    }),
    'POST /open-items/in-1/write-offs': json(buildWriteOff()),
    'POST /write-offs/wo-1/decision': json(buildWriteOff({ state: 'posted' })),
    'POST /write-offs/wo-1/undo': json(buildWriteOff({ state: 'undone' })),
  });
  const screen = await renderPortal(<DocumentPayments documentId="in-1" pages={MAKER_PAGES} />, session);
  return { api, screen };
};

describe('the write-offs of a document', () => {
  it('are requested with everything that is open proposed', async () => {
    const { api } = await show([]);
    await page.getByRole('button', { name: text('maker:writeOff.verb') }).click();
    const dialog = page.getByRole('dialog');
    await expect
      .element(dialog.getByLabelText(`${text('maker:writeOff.amount')}, PLN`))
      .toHaveValue('1,000.00');
    await dialog.getByLabelText(text('maker:approval.note')).fill('Insolvent since October');
    await dialog.getByRole('button', { name: text('maker:writeOff.verb'), exact: true }).click();
    await eventually(() =>
      expect(api.changes()[0]?.body).toEqual({
        amount: '1000.00',
        reason: 'uncollectable',
        note: 'Insolvent since October',
      }),
    );
    await expect.element(dialog).not.toBeInTheDocument();
  });

  it('are approved by another person', async () => {
    const { api } = await show([buildWriteOff()]);
    await expect.element(page.getByText(text('state.pending'))).toBeVisible();
    await expect
      .element(page.getByRole('button', { name: text('maker:writeOff.verb') }))
      .not.toBeInTheDocument();
    const title = text('maker:writeOff.decideTitle', { number: 'PL-2026-00001' });
    await page.getByRole('button', { name: title }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: text('maker:approval.approve') }).click();
    await eventually(() => expect(api.changes()[0]?.body).toEqual({ decision: 'approve', why: '' }));
    await expect.element(dialog).not.toBeInTheDocument();
  });

  it('can only be withdrawn by the person who requested them', async () => {
    const { api } = await show([buildWriteOff({ canApprove: false })]);
    const title = text('maker:writeOff.decideTitle', { number: 'PL-2026-00001' });
    await page.getByRole('button', { name: title }).click();
    const dialog = page.getByRole('dialog');
    await expect.element(dialog.getByText(text('maker:writeOff.otherPerson'))).toBeVisible();
    await dialog.getByRole('button', { name: text('maker:approval.withdraw') }).click();
    await eventually(() => expect(api.changes()[0]?.body).toEqual({ decision: 'reject', why: '' }));
    await expect.element(dialog).not.toBeInTheDocument();
  });

  it('are undone with a reason, and mark the document as written off until then', async () => {
    const { api } = await show([buildWriteOff({ state: 'posted' })], {
      state: 'written_off',
      open: pln('0.00'),
    });
    await expect.element(page.getByText(text('state.written_off'))).toBeVisible();
    const title = text('maker:writeOff.undoTitle', { number: 'PL-2026-00001' });
    await page.getByRole('button', { name: title }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabelText(text('maker:invoice.why')).fill('The customer paid');
    await dialog.getByRole('button', { name: text('maker:writeOff.undoVerb') }).click();
    await eventually(() => expect(api.changes()[0]?.body).toEqual({ why: 'The customer paid' }));
    await expect.element(dialog).not.toBeInTheDocument();
  });

  it('are not changed by people without the permission', async () => {
    const { screen } = await show([buildWriteOff()], {}, { session: { permissions: ['payments.match'] } });
    await expect.element(page.getByText(text('state.pending'))).toBeVisible();
    expect(screen.container.querySelector('button')).toBeNull();
  });
});

describe('pending write-offs', () => {
  it('link to their documents', async () => {
    fakeApi({ 'GET /write-offs': list(buildWriteOff()) });
    const { container } = await renderPortal(<PendingWriteOffs />, FINANCE);
    await expect.element(page.getByText(text('maker:writeOff.pendingTitle'))).toBeVisible();
    expect(container.querySelector('[role=row] a')?.getAttribute('href')).toBe('/billing/in-1');
  });

  it('are absent if there are none', async () => {
    const api = fakeApi({ 'GET /write-offs': list() });
    const { container } = await renderPortal(<PendingWriteOffs />, FINANCE);
    await eventually(() => expect(api.requests).not.toEqual([]));
    expect(container.textContent).toBe('');
  });
});
