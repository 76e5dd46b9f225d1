/// <reference types="vitest/globals" />
import { eventually } from '../../../test/eventually.js';
import { fakeApi, json, page, problem } from '../../../test/fake-api.js';
import { renderPage } from '../../../test/render-page.js';
import { text } from '../../../test/text.js';
import type { BulkDecision, BulkItem, BulkPreview } from '../../api/types.js';
import { BulkButtons } from './bulk-buttons.js';
import { BulkItems } from './bulk-items.js';

const PREVIEW: BulkPreview = {
  ready: 2,
  refused: 1,
  heldLines: 0,
  totals: [{ documents: 2, total: { amount: '2460.00', currency: 'PLN' } }],
  refusals: [
    {
      reason: { code: 'billing.held_not_confirmed', params: { lines: '2', count: 1 } },
      documents: 1,
      examples: [{ invoiceId: 'i-3', name: 'C-3', customer: 'Bekasi Textiles' }],
    },
  ],
  fingerprint: 'f'.repeat(64),
};
const DECISION: BulkDecision = {
  id: 'd-1',
  action: 'approve',
  why: '',
  requestedBy: 'Lin',
  requestedAt: '2026-11-30T08:00:00Z',
  finishedAt: null,
  state: 'waiting',
  waiting: 2,
  done: 0,
  refused: 1,
  failed: 0,
};
const PERMISSIONS = ['invoices.approve', 'invoices.issue'];

const show = async (permissions = PERMISSIONS) => {
  const api = fakeApi({
    'POST /bulk-decisions/preview': (sent) =>
      json(
        (sent.body as { confirmsHeldLines: boolean }).confirmsHeldLines
          ? { ...PREVIEW, ready: 3, refused: 0, heldLines: 1, refusals: [], fingerprint: 'e'.repeat(64) }
          : PREVIEW,
      ),
    'POST /bulk-decisions': json(DECISION),
  });
  const screen = await renderPage(<BulkButtons selection={{ ids: ['i-1', 'i-2', 'i-3'] }} />, {
    session: { permissions },
  });
  return { api, screen };
};
const decisions = (api: { changes: () => readonly { path: string; body: unknown }[] }) =>
  api.changes().filter(({ path }) => path === '/bulk-decisions');

describe('the buttons for many documents', () => {
  it.each([
    [['invoices.approve'], ['approve']],
    [['invoices.issue'], ['issue', 'send']],
    [[], []],
  ])('for a person who may %s offer %s', async (permissions, offered) => {
    const { screen } = await show(permissions);
    const labels = [...screen.container.querySelectorAll('button')].map((button) => button.textContent);
    expect(labels).toEqual(offered.map((action) => text(`maker:bulk.${action}`)));
  });
});

describe('the preview of a bulk decision', () => {
  it('shows what will happen, what will not and why, before anything is decided', async () => {
    const { api, screen } = await show();
    await screen.getByRole('button', { name: text('maker:bulk.approve') }).click();
    await expect.element(screen.getByText(text('maker:bulk.approveAnswer', { count: 2 }))).toBeVisible();
    await expect.element(screen.getByText('2,460.00', { exact: false })).toBeVisible();
    await expect.element(screen.getByText(text('maker:bulk.refused', { count: 1 }))).toBeVisible();
    await expect.element(screen.getByRole('link', { name: 'C-3' })).toHaveAttribute('href', '/billing/i-3');
    expect(decisions(api)).toEqual([]);
  });

  it('starts the decision as it was seen, with the comment', async () => {
    const { api, screen } = await show();
    await screen.getByRole('button', { name: text('maker:bulk.approve') }).click();
    await screen.getByLabelText(text('maker:invoice.note')).fill('October');
    await screen.getByRole('button', { name: text('maker:bulk.approveVerb', { count: 2 }) }).click();
    await eventually(() =>
      expect(decisions(api)).toMatchObject([
        {
          body: {
            action: 'approve',
            selection: { ids: ['i-1', 'i-2', 'i-3'] },
            confirmsHeldLines: false,
            fingerprint: PREVIEW.fingerprint,
            why: 'October',
          },
        },
      ]),
    );
    await eventually(() => expect(screen.router.state.location.pathname).toBe('/billing/decisions/d-1'));
  });

  it('includes documents with lines on hold once the person confirms it', async () => {
    const { api, screen } = await show();
    await screen.getByRole('button', { name: text('maker:bulk.approve') }).click();
    await screen.getByLabelText(text('maker:bulk.confirmHeld')).click();
    await expect.element(screen.getByText(text('maker:bulk.heldLines', { count: 1 }))).toBeVisible();
    await screen.getByRole('button', { name: text('maker:bulk.approveVerb', { count: 3 }) }).click();
    await eventually(() =>
      expect(decisions(api)).toMatchObject([
        { body: { confirmsHeldLines: true, fingerprint: 'e'.repeat(64) } },
      ]),
    );
  });

  it('says if the documents have changed since', async () => {
    const { api, screen } = await show();
    api.answer('POST /bulk-decisions', problem(409, 'billing.bulk_selection_changed'));
    await screen.getByRole('button', { name: text('maker:bulk.approve') }).click();
    await screen.getByRole('button', { name: text('maker:bulk.approveVerb', { count: 2 }) }).click();
    await expect.element(screen.getByText(text('errors:billing.bulk_selection_changed'))).toBeVisible();
  });
});

describe('the results of a bulk decision', () => {
  it('name each document with its result and the reason', async () => {
    const item: BulkItem = {
      position: 0,
      invoiceId: 'i-1',
      name: 'C-1',
      customer: 'Bekasi Textiles',
      billGroup: null,
      number: 'PL-2026-00001',
      gross: { amount: '1230.00', currency: 'PLN' },
      outcome: 'done',
      reason: null,
    };
    fakeApi({
      'GET /bulk-decisions/d-1/items': page(item, {
        ...item,
        position: 1,
        invoiceId: 'i-2',
        name: 'C-2',
        number: null,
        outcome: 'refused',
        reason: { code: 'billing.four_eyes', params: { limit: '1000', currency: 'PLN' } },
      }),
    });
    const screen = await renderPage(
      <BulkItems decisionId="d-1" outcome={undefined} refetchInterval={undefined} />,
    );
    await expect.element(screen.getByText('PL-2026-00001')).toBeVisible();
    await expect.element(screen.getByText(text('maker:bulk.outcome.refused'))).toBeVisible();
    await expect
      .element(screen.getByText(text('errors:billing.four_eyes').slice(0, 12), { exact: false }))
      .toBeVisible();
  });
});
