/// <reference types="vitest/globals" />
import { page } from 'vitest/browser';
import { eventually } from '../../../../test/eventually.js';
import { fakeApi, json, page as list } from '../../../../test/fake-api.js';
import { pln } from '../../../../test/receivables.js';
import { renderPortal } from '../../../../test/render.js';
import { text } from '../../../../test/text.js';
import type { ExcludedDocument, LegalEntity, PreviewedLetter, ReminderLetter } from '../../../api/types.js';
import { LetterHistory } from './letter-history.js';
import { PolicyDialog } from './policy-dialog.js';
import { RemindersToSend } from './reminders-to-send.js';

const FINANCE = { session: { permissions: ['receivables.remind'] } };
const ENTITY = { id: 'le-1', name: 'Beihu Serwis', currency: 'PLN' } as LegalEntity;
const DOCUMENT = {
  documentId: 'in-1',
  number: 'PL-2026-00001',
  dueOn: '2026-11-01',
  daysOverdue: 30,
  open: pln('1000.00'),
};
const LETTER: PreviewedLetter = {
  buyer: { id: 'b-1', name: 'Norda Produkcja' },
  customer: { id: 'c-1', name: 'Norda' },
  text: 'final_notice',
  reminders: [
    { ...DOCUMENT, level: 2, text: 'final_notice', interest: pln('12.95'), lumpSum: pln('170.00') },
  ],
};
const EXCLUDED: ExcludedDocument = {
  ...DOCUMENT,
  documentId: 'in-2',
  number: 'PL-2026-00002',
  buyer: { id: 'b-2', name: 'Lumen' },
  customer: { id: 'c-2', name: 'Lumen' },
  reason: 'promised',
  until: '2026-12-10',
};

const show = async (letters: readonly PreviewedLetter[], session: object = FINANCE) => {
  const api = fakeApi({
    'GET /reminder-runs/preview': json({ on: '2026-12-01', letters, excluded: [EXCLUDED] }),
    'POST /reminder-runs': json({ id: 'run-1', on: '2026-12-01', letters: 1, reminders: 1 }),
  });
  await renderPortal(<RemindersToSend entity={ENTITY} />, session);
  return api;
};

describe('reminders that are due', () => {
  it('are sent after a confirmation', async () => {
    const api = await show([LETTER]);
    await expect.element(page.getByText('PL-2026-00001')).toBeVisible();
    const all = text('maker:reminder.sendAll', { count: 1 });
    await page.getByRole('button', { name: all }).click();
    const dialog = page.getByRole('dialog');
    await expect.element(dialog.getByText(text('maker:reminder.sendEffect'))).toBeVisible();
    expect(api.changes()).toEqual([]);
    await dialog.getByRole('button', { name: text('maker:reminder.send') }).click();
    await eventually(() => expect(api.changes()[0]?.body).toEqual({ legalEntityId: 'le-1' }));
    await expect.element(dialog).not.toBeInTheDocument();
  });

  it('are sent to one buyer', async () => {
    const api = await show([LETTER]);
    await page.getByRole('button', { name: text('maker:reminder.send'), exact: true }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: text('maker:reminder.send') })
      .click();
    await eventually(() =>
      expect(api.changes()[0]?.body).toEqual({ legalEntityId: 'le-1', buyerIds: ['b-1'] }),
    );
  });

  it('name the reason for each document that is left out', async () => {
    await show([]);
    await expect.element(page.getByText(text('maker:reminder.noneDue'))).toBeVisible();
    await expect
      .element(page.getByText(text('maker:reminder.reason.promised'), { exact: false }))
      .toBeVisible();
  });

  it('are not sent without the permission', async () => {
    await show([LETTER], { session: { permissions: ['receivables.read'] } });
    await expect.element(page.getByText('PL-2026-00001')).toBeVisible();
    await expect
      .element(page.getByRole('button', { name: text('maker:reminder.send') }))
      .not.toBeInTheDocument();
  });
});

it('a letter that was sent shows the outcome of its email', async () => {
  const letter: ReminderLetter = {
    id: 'l-1',
    legalEntity: { id: 'le-1', name: 'Beihu Serwis' },
    customer: { id: 'c-1', name: 'Norda' },
    buyer: 'Norda Produkcja',
    text: 'reminder',
    language: 'pl',
    writtenOn: '2026-11-20',
    madeBy: 'Lin',
    reminderCount: 2,
    mail: {
      recipient: 'ap@norda.example',
      state: 'refused',
      error: '550 No such user',
      finishedAt: '2026-11-20T08:00:00Z',
    },
  };
  fakeApi({ 'GET /reminder-letters': list(letter) });
  await renderPortal(<LetterHistory legalEntityId="le-1" />, FINANCE);
  const email = 'ap@norda.example';
  await expect.element(page.getByText(text('maker:mailing.state.refused', { email }))).toBeVisible();
  await expect.element(page.getByText('550 No such user', { exact: false })).toBeVisible();
  await expect
    .element(page.getByRole('link', { name: 'PDF' }))
    .toHaveAttribute('href', '/api/v1/reminder-letters/l-1/pdf');
});

it('a policy is saved with its levels', async () => {
  const api = fakeApi({
    'GET /reminder-base-rates': json({ items: [], next: null }),
    'PUT /legal-entities/le-1/reminder-policies/other': json({}),
  });
  await renderPortal(<PolicyDialog entity={ENTITY} policy={undefined} onClose={() => undefined} />, FINANCE);
  await page.getByRole('button', { name: text('action.save') }).click();
  await eventually(() =>
    expect(api.changes()[0]?.body).toMatchObject({
      levels: [{ days: 7, text: 'reminder' }, { days: 21 }, { days: 35, text: 'final_notice' }],
      pauseDays: 7,
      interest: null,
    }),
  );
});
