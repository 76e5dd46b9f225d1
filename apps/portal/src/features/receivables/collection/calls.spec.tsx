/// <reference types="vitest/globals" />
import { page } from 'vitest/browser';
import { eventually } from '../../../../test/eventually.js';
import { fakeApi, json, page as list } from '../../../../test/fake-api.js';
import { buildOpenItem, pln } from '../../../../test/receivables.js';
import { renderPortal } from '../../../../test/render.js';
import { text } from '../../../../test/text.js';
import type { PaymentPromise } from '../../../api/types.js';
import { CallList } from './call-list.js';
import { CollectionNotes } from './collection-notes.js';
import { PromiseDialog } from './promise-dialog.js';
import { PromiseList } from './promise-list.js';

const FINANCE = { session: { permissions: ['receivables.remind'] } };
const PROMISE: PaymentPromise = {
  id: 'pr-1',
  document: { documentId: 'in-1', number: 'PL-2026-00001' },
  customer: { id: 'c-1', name: 'Norda' },
  amount: pln('500.00'),
  promisedOn: '2026-12-10',
  note: 'After the audit',
  state: 'pending',
  recordedAt: '2026-12-01T08:00:00Z',
  recordedBy: 'Lin',
  withdrawnAt: null,
  withdrawnBy: null,
};

it('the list of calls shows reasons, people and their phone numbers', async () => {
  fakeApi({
    'GET /receivables/calls': json({
      items: [
        {
          customer: { id: 'c-1', name: 'Norda' },
          reasons: ['promise_broken', 'all_sent'],
          open: pln('1000.00'),
          daysOverdue: 40,
          brokenOn: '2026-11-20',
          documents: [],
          people: [{ name: 'Ewa Nowak', phone: '+48 600 100 200' }],
          latestNote: null,
        },
      ],
      next: null,
    }),
  });
  await renderPortal(<CallList legalEntityId="le-1" />, FINANCE);
  await expect
    .element(page.getByText(text('maker:collection.reason.promise_broken'), { exact: false }))
    .toBeVisible();
  await expect
    .element(page.getByRole('link', { name: '+48 600 100 200' }))
    .toHaveAttribute('href', 'tel:+48600100200');
});

it('a promise is recorded with everything that is open proposed', async () => {
  const api = fakeApi({ 'POST /open-items/in-1/promises': json(PROMISE) });
  await renderPortal(<PromiseDialog item={buildOpenItem()} onClose={() => undefined} />, FINANCE);
  await page.getByLabelText(text('maker:collection.note')).fill('After the audit');
  await page.getByRole('button', { name: text('maker:collection.recordPromise') }).click();
  await eventually(() =>
    expect(api.changes()[0]?.body).toMatchObject({ amount: '1000.00', note: 'After the audit' }),
  );
});

it('a pending promise can be withdrawn, a kept one cannot', async () => {
  const kept = { ...PROMISE, id: 'pr-2', state: 'kept' as const };
  const api = fakeApi({
    'GET /payment-promises': list(PROMISE, kept),
    'POST /payment-promises/pr-1/withdraw': json({ ...PROMISE, state: 'withdrawn' }),
  });
  await renderPortal(<PromiseList customerId="c-1" />, FINANCE);
  const withdraw = page.getByRole('button', { name: text('maker:collection.withdraw') });
  await expect.element(withdraw).toBeVisible();
  expect(withdraw.elements()).toHaveLength(1);
  await withdraw.click();
  await eventually(() => expect(api.changes()).toHaveLength(1));
});

it('a note is added', async () => {
  const api = fakeApi({
    'GET /customers/c-1/collection-notes': list(),
    'POST /customers/c-1/collection-notes': json({}),
  });
  await renderPortal(<CollectionNotes customerId="c-1" />, FINANCE);
  await expect.element(page.getByText(text('maker:collection.noNotes'))).toBeVisible();
  await page.getByRole('button', { name: text('maker:collection.addNote') }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabelText(text('maker:collection.note')).fill('Call again on Monday');
  await dialog.getByRole('button', { name: text('maker:collection.addNote') }).click();
  await eventually(() => expect(api.changes()[0]?.body).toEqual({ text: 'Call again on Monday' }));
  await expect.element(dialog).not.toBeInTheDocument();
});
