/// <reference types="vitest/globals" />
import { page } from 'vitest/browser';
import { eventually } from '../../../../test/eventually.js';
import { fakeApi, json, problem } from '../../../../test/fake-api.js';
import { renderPage } from '../../../../test/render-page.js';
import { text } from '../../../../test/text.js';
import type { DocumentMail, DocumentMailing as Mailing } from '../../../api/types.js';
import { DocumentMailing } from './document-mailing.js';

const MAIL: DocumentMail = {
  id: 'm-1',
  recipient: 'ewa@norda.example',
  recipientName: 'Ewa',
  language: 'pl',
  subject: 'Faktura PL-1',
  state: 'sent',
  attempts: 1,
  error: null,
  isAutomatic: false,
  requestedBy: 'Lin',
  createdAt: '2026-11-20T08:00:00Z',
  dueAt: null,
  finishedAt: '2026-11-20T08:01:00Z',
};
const MAILING: Mailing = {
  recipients: [
    { contactId: 'c-1', name: 'Ewa', email: 'ewa@norda.example', language: 'pl' },
    { contactId: null, name: 'Norda', email: 'invoices@norda.example', language: 'en' },
  ],
  refusal: null,
  isSent: false,
  isAutomatic: false,
  mails: [],
  opening: null,
};
const open = async (change: Partial<Mailing> = {}, permissions = ['invoices.issue']) => {
  const api = fakeApi({
    'GET /invoices/i-1/mailing': json({ ...MAILING, ...change }),
    'POST /invoices/i-1/mails': json({ ...MAILING, isSent: true }),
  });
  const screen = await renderPage(<DocumentMailing invoiceId="i-1" name="PL-1" />, {
    session: { permissions },
  });
  return { api, screen };
};
const button = (key: string) => page.getByRole('button', { name: text(key), exact: true });

describe('the emails with a document', () => {
  it('are listed newest first with their outcome in words, and with the first opening', async () => {
    const { screen } = await open({
      isSent: true,
      mails: [
        {
          ...MAIL,
          id: 'm-2',
          state: 'refused',
          error: '550 5.1.1 No such user',
          finishedAt: '2026-11-20T09:00:00Z',
        },
        MAIL,
      ],
      opening: { openedAt: '2026-11-20T10:00:00Z', openedBy: 'Marek', via: 'mail_link' },
    });
    await expect.element(page.getByText(text('maker:mailing.opened', { name: 'Marek' }))).toBeVisible();
    const entries = [...screen.container.querySelectorAll('li')].map((entry) => entry.textContent ?? '');
    const email = MAIL.recipient;
    expect(entries).toEqual([
      expect.stringContaining(text('maker:mailing.via.mail_link')),
      expect.stringContaining(text('maker:mailing.state.refused', { email })),
      expect.stringContaining(text('maker:mailing.state.sent', { email })),
    ]);
    expect(entries[1]).toContain(text('maker:mailing.serverSays', { text: '550 5.1.1 No such user' }));
    expect(entries[1]).toContain(text('maker:mailing.advice.refused'));
  });

  it('are read again until each has an outcome', async () => {
    const { api } = await open({ isSent: true, mails: [{ ...MAIL, state: 'waiting', finishedAt: null }] });
    const email = MAIL.recipient;
    await expect.element(page.getByText(text('maker:mailing.state.waiting', { email }))).toBeVisible();
    api.answer('GET /invoices/i-1/mailing', json({ ...MAILING, isSent: true, mails: [MAIL] }));
    await eventually(() =>
      expect(page.getByText(text('maker:mailing.state.sent', { email })).elements()).toHaveLength(1),
    );
  });

  it('say why a document can’t be sent', async () => {
    await open({ recipients: [], refusal: { code: 'billing.no_recipient', params: {} } });
    await expect.element(page.getByText(text('errors:billing.no_recipient'))).toBeVisible();
    expect(button('maker:mailing.send').elements()).toHaveLength(0);
  });

  it('can’t be sent without the permission', async () => {
    await open({}, ['invoices.draft']);
    await expect.element(page.getByText(text('maker:mailing.notSent'))).toBeVisible();
    expect(button('maker:mailing.send').elements()).toHaveLength(0);
  });
});

describe('sending a document', () => {
  it('previews the recipients with their languages, and sends to the ticked ones', async () => {
    const { api } = await open();
    await button('maker:mailing.send').click();
    await expect.element(page.getByText('Ewa · Polski')).toBeVisible();
    await page.getByRole('checkbox', { name: 'invoices@norda.example' }).click();
    await page.getByRole('button', { name: text('maker:mailing.sendVerb', { count: 1 }) }).click();
    await eventually(() => expect(api.changes()).toHaveLength(1));
    expect(api.changes()[0]?.body).toEqual({ emails: ['ewa@norda.example'], again: false });
    expect(api.changes()[0]?.headers.get('idempotency-key')).not.toBeNull();
  });

  it('again says so, and shows an error of the server', async () => {
    const { api } = await open({ isSent: true, mails: [MAIL] });
    await button('maker:mailing.sendAgain').click();
    await expect.element(page.getByText(text('maker:mailing.againEffect'))).toBeVisible();
    api.answer(
      'POST /invoices/i-1/mails',
      problem(422, 'billing.recipient_unknown', { params: { email: 'x@y' } }),
    );
    await page.getByRole('button', { name: text('maker:mailing.sendVerb', { count: 2 }) }).click();
    await expect
      .element(page.getByText(text('errors:billing.recipient_unknown', { email: 'x@y' })))
      .toBeVisible();
    expect(api.changes()[0]?.body).toMatchObject({ again: true });
  });
});
