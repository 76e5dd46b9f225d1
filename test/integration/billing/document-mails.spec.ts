import { randomUUID } from 'node:crypto';
import { DocumentMails } from '#documents';
import { BulkRunner, DocumentMailing, type DocumentMailingView } from '#invoicing';
import { openMailTransport, type Scope, systemScope, UnitOfWork } from '#platform';
import { bySession, call } from '../../support/http.js';
import { readPdf } from '../../support/read-pdf.js';
import { SmtpTestServer } from '../../support/smtp-server.js';
import { InvoiceFixture } from './invoice-fixture.js';

type Mailing = DocumentMailingView & { readonly code?: string };

const EWA = 'ewa@norda.example';
const BUYER = 'invoices@norda.example';

describe('issued documents by email', () => {
  let fixture: InvoiceFixture;
  let server: SmtpTestServer;
  let system: Scope;

  beforeAll(async () => {
    fixture = await InvoiceFixture.open('mails');
    server = await SmtpTestServer.open();
    system = systemScope(fixture.maker.makerId);
    // The API uses the computer's clock, so the fixture uses the same time.
    fixture.billing.now = new Date().toISOString();
    await fixture.billing.sql(`update customer_entity set invoice_email = $2 where id = $1`, [
      fixture.customer.ids.buyer,
      BUYER,
    ]);
    await fixture.billing.insert('contact', fixture.maker, {
      customer_id: fixture.customer.customerId,
      name: 'Ewa Nowak',
      email: EWA,
      receives_invoices: true,
      language: 'pl',
    });
  });

  afterAll(async () => {
    await fixture?.close();
    await server?.close();
  });

  beforeEach(() => server.reset());

  const mailsBy = (smtpUrl = server.url): DocumentMails =>
    new DocumentMails(
      fixture.billing.app.get(UnitOfWork),
      openMailTransport({
        smtpUrl,
        mailFrom: 'air@example.com',
        publicUrl: '',
        home: `/tmp/${randomUUID()}`,
      }),
      'https://air.example',
    );
  const step = (smtpUrl?: string) => {
    fixture.billing.now = new Date().toISOString();
    return mailsBy(smtpUrl).step(system);
  };
  const mailingOf = async (id: string): Promise<Mailing> =>
    (await fixture.call<Mailing>('GET', `/invoices/${id}/mailing`)).body;
  const send = (id: string, body: object = {}) =>
    fixture.call<Mailing>('POST', `/invoices/${id}/mails`, body);
  const statesOf = async (id: string) =>
    Object.fromEntries((await mailingOf(id)).mails.map(({ recipient, state }) => [recipient, state]));
  /** Issues an invoice that has a proof pack. */
  const issue = async (): Promise<string> => {
    const id = await fixture.draft({ state: 'draft' });
    await fixture.approve(id);
    await fixture.issue(id);
    await fixture.billing.sql(`update invoice set proof_root = $2 where id = $1`, [id, 'a'.repeat(64)]);
    return id;
  };
  const receivedBy = (to: string): string => server.received.find((mail) => mail.to === to)?.raw ?? '';

  it('reach each recipient in their language, with the PDF that the portal shows', async () => {
    const id = await issue();
    const { number } = (await fixture.call('GET', `/invoices/${id}`)).body;
    const { status, body } = await send(id);
    expect(status).toBe(202);
    expect(body).toMatchObject({ isSent: true, refusal: null });
    expect(body.recipients.map(({ email, language }) => [email, language])).toEqual([
      [EWA, 'pl'],
      [BUYER, expect.any(String)],
    ]);
    await step();
    expect(server.received.map(({ to }) => to).sort()).toEqual([EWA, BUYER].sort());
    const raw = receivedBy(EWA);
    expect(decodeSubject(raw)).toMatch(new RegExp(`^Faktura ${number} od Entity mails, termin płatności `));
    expect(decodeSubject(receivedBy(BUYER))).toMatch(
      new RegExp(`^Invoice ${number} from Entity mails, due `),
    );
    const text = decodeText(raw);
    expect(text).toContain('Ewa Nowak');
    expect(text).toContain(`https://air.example/plant/costs/invoices/${id}?via=mail`);
    const pdf = attachmentOf(raw);
    expect(raw).toContain(`${number}.pdf`);
    const portal = await fixture.call('GET', `/invoices/${id}/pdf?language=pl`);
    const pages = (await readPdf(pdf)).pages.join(' ');
    expect(pages).toContain(number);
    expect(withoutHosts(pages)).toBe(withoutHosts((await readPdf(portal.bytes)).pages.join(' ')));
    expect(await statesOf(id)).toEqual({ [EWA]: 'sent', [BUYER]: 'sent' });
    expect((await mailingOf(id)).mails[0]).toMatchObject({
      attempts: 1,
      error: null,
      isAutomatic: false,
      requestedBy: 'finance',
    });
    await step();
    expect(server.received).toHaveLength(2);
  });

  it('that the mail server refuses are recorded with its text, and the others are sent', async () => {
    const id = await issue();
    server.answers.recipient = (address) => (address === EWA ? '550 5.1.1 No such user here' : '250 ok');
    await send(id);
    await step();
    const { mails } = await mailingOf(id);
    expect(mails.find(({ recipient }) => recipient === EWA)).toMatchObject({
      state: 'refused',
      error: expect.stringContaining('550 5.1.1 No such user here'),
    });
    expect(mails.find(({ recipient }) => recipient === BUYER)?.state).toBe('sent');
    // The address was corrected, so only this recipient gets it again.
    server.reset();
    expect((await send(id, { emails: [EWA] })).body.code).toBe('billing.document_already_sent');
    expect((await send(id, { emails: [EWA], again: true })).status).toBe(202);
    await step();
    expect(server.received.map(({ to }) => to)).toEqual([EWA]);
  });

  it('are tried again while the server is busy, and never after a lost connection', async () => {
    const busy = await issue();
    server.answers.message = (socket) => void socket.write('451 try later\r\n');
    await send(busy, { emails: [EWA] });
    await step();
    expect((await mailingOf(busy)).mails).toMatchObject([
      { state: 'waiting', attempts: 1, error: expect.stringContaining('451') },
    ]);
    const lost = await issue();
    server.answers.message = (socket) => void socket.destroy();
    await send(lost, { emails: [EWA] });
    await step();
    expect(await statesOf(lost)).toEqual({ [EWA]: 'outcome_unknown' });
    server.reset();
    fixture.billing.now = new Date(Date.now() + 60_000).toISOString();
    await mailsBy().step(system);
    expect(await statesOf(busy)).toEqual({ [EWA]: 'sent' });
    expect(await statesOf(lost)).toEqual({ [EWA]: 'outcome_unknown' });
    expect(server.received).toHaveLength(1);
  });

  it('of a worker that died have an unknown outcome', async () => {
    const id = await issue();
    await send(id, { emails: [EWA] });
    await fixture.billing.sql(
      `update document_mail set state = 'sending', attempts = 1, claim_id = $2, claimed_until = $3 where invoice_id = $1`,
      [id, randomUUID(), '2026-11-01T00:00:00Z'],
    );
    await step();
    expect(server.received).toEqual([]);
    expect((await mailingOf(id)).mails).toMatchObject([{ state: 'outcome_unknown', error: 'interrupted' }]);
  });

  it('are sent once by several workers', async () => {
    const ids = [await issue(), await issue(), await issue()];
    for (const id of ids) await send(id);
    fixture.billing.now = new Date().toISOString();
    await Promise.all([mailsBy().step(system), mailsBy().step(system), mailsBy().step(system)]);
    expect(server.received).toHaveLength(6);
  });

  it('wait for the proof pack, but not for long', async () => {
    const id = await issue();
    await fixture.billing.sql(`alter table invoice disable trigger user`);
    await fixture.billing.sql(`update invoice set proof_root = null where id = $1`, [id]);
    await fixture.billing.sql(`alter table invoice enable trigger user`);
    await send(id, { emails: [EWA] });
    await step();
    expect(server.received).toEqual([]);
    fixture.billing.now = new Date(Date.now() + 11 * 60_000).toISOString();
    await mailsBy().step(system);
    expect(await statesOf(id)).toEqual({ [EWA]: 'sent' });
  });

  it('are queued in the transaction that issues the document, if the company wants it', async () => {
    const entity = fixture.maker.ids.legal_entity;
    await fixture.billing.sql(`update legal_entity set mails_documents = true where id = $1`, [entity]);
    const id = await issue();
    await fixture.billing.sql(`update legal_entity set mails_documents = false where id = $1`, [entity]);
    const { mails } = await mailingOf(id);
    expect(mails.map(({ recipient, isAutomatic }) => [recipient, isAutomatic])).toEqual([
      [EWA, true],
      [BUYER, true],
    ]);
    expect((await mailingOf(await issue())).mails).toEqual([]);
    await step();
    expect(await statesOf(id)).toEqual({ [EWA]: 'sent', [BUYER]: 'sent' });
  });

  it('are refused for drafts, for unknown addresses, and without a recipient', async () => {
    expect((await send(await fixture.draft())).body.code).toBe('billing.document_not_issued');
    const id = await issue();
    expect((await send(id, { emails: ['else@where.example'] })).body).toMatchObject({
      code: 'billing.recipient_unknown',
      params: { email: 'else@where.example' },
    });
    await fixture.billing.sql(`update contact set receives_invoices = false where email = $1`, [EWA]);
    await fixture.billing.sql(`update customer_entity set invoice_email = '' where invoice_email = $1`, [
      BUYER,
    ]);
    expect((await send(id)).body.code).toBe('billing.no_recipient');
    expect((await mailingOf(id)).refusal?.code).toBe('billing.no_recipient');
    await fixture.billing.sql(`update contact set receives_invoices = true where email = $1`, [EWA]);
    await fixture.billing.sql(`update customer_entity set invoice_email = $2 where id = $1`, [
      fixture.customer.ids.buyer,
      BUYER,
    ]);
  });

  it('are sent in bulk, with a preview of what is left', async () => {
    const ready = [await issue(), await issue()];
    const sent = await issue();
    await send(sent);
    const draft = await fixture.draft();
    const selection = { ids: [...ready, sent, draft] };
    const preview = await fixture.call<{
      ready: number;
      refusals: { reason: { code: string } }[];
      fingerprint: string;
    }>('POST', '/bulk-decisions/preview', { action: 'send', selection });
    expect(preview.body.ready).toBe(2);
    expect(preview.body.refusals.map(({ reason }) => reason.code).sort()).toEqual([
      'billing.document_already_sent',
      'billing.document_not_issued',
    ]);
    const { fingerprint } = preview.body;
    const decision = await fixture.call<{ id: string }>('POST', '/bulk-decisions', {
      action: 'send',
      selection,
      fingerprint,
    });
    await fixture.billing.app.get(BulkRunner).perform(system, decision.body.id);
    expect((await fixture.call('GET', `/bulk-decisions/${decision.body.id}`)).body).toMatchObject({
      done: 2,
      refused: 2,
    });
    await step();
    for (const id of ready) expect(await statesOf(id)).toEqual({ [EWA]: 'sent', [BUYER]: 'sent' });
  });

  describe('when the customer opens one', () => {
    const open = (id: string, via: string, as: Readonly<Record<string, string>>) =>
      call(fixture.api, 'POST', `/invoices/${id}/openings`, { as, body: { via } });

    it('record the first time and by whom, but not the maker and API keys', async () => {
      const id = await issue();
      const { customer_admin: admin, customer_viewer: viewer } = fixture.customer.people;
      expect((await open(id, 'portal', bySession(fixture.finance))).status).toBe(204);
      expect((await open(id, 'portal', { authorization: `Bearer ${viewer.key}` })).status).toBe(204);
      expect((await mailingOf(id)).opening).toBeNull();
      expect((await open(id, 'mail_link', bySession(viewer))).status).toBe(204);
      expect((await open(id, 'portal', bySession(admin))).status).toBe(204);
      expect((await mailingOf(id)).opening).toMatchObject({
        openedBy: 'customer_viewer-a',
        via: 'mail_link',
      });
    });

    it('count the download of the PDF, but not a draft and not a stranger', async () => {
      const id = await issue();
      const [own, other] = fixture.maker.customers;
      const draft = await fixture.draft();
      const asOwn = bySession(own.people.customer_viewer);
      // Customers don't see drafts.
      expect((await open(draft, 'portal', asOwn)).status).toBe(404);
      expect((await open(id, 'portal', bySession(other.people.customer_viewer))).status).toBe(404);
      expect((await mailingOf(id)).opening).toBeNull();
      expect((await call(fixture.api, 'GET', `/invoices/${id}/pdf`, { as: asOwn })).status).toBe(200);
      expect((await mailingOf(id)).opening).toMatchObject({ openedBy: 'customer_viewer-a', via: 'portal' });
    });
  });

  it('can’t be read by the customer', async () => {
    const id = await issue();
    const { customers } = fixture.maker;
    const scope: Scope = {
      makerId: fixture.maker.makerId,
      userId: customers[0].people.customer_admin.userId,
      customers: [customers[0].customerId],
      actor: 'user',
    };
    await send(id);
    const { mails } = await fixture.billing.app.get(DocumentMailing).get(scope, id);
    expect(mails).toEqual([]);
  });
});

/** Removes the addresses of the portal, which differ between the API and the sender of this test. */
function withoutHosts(text: string): string {
  return text.replaceAll(/https?:\/\/[\w.:]+/g, '');
}

/** Decodes the subject of a message, which can consist of several encoded words (RFC 2047). */
function decodeSubject(raw: string): string {
  const [, header = ''] = /^Subject: ((?:.|\r\n[ \t])*)/m.exec(raw) ?? [];
  return header
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?UTF-8\?([BQ])\?([^?]*)\?=/gi, (_word, coding: string, text: string) =>
      coding.toUpperCase() === 'B'
        ? Buffer.from(text, 'base64').toString('utf8')
        : decodeQuoted(text.replaceAll('_', ' ')),
    )
    .replace(/\r\n[ \t]/g, ' ')
    .trim();
}

function decodeText(raw: string): string {
  const [, coding = '', body = ''] =
    /Content-Type: text\/plain[^]*?Content-Transfer-Encoding: (\S+)(?:\r\n\S[^\r\n]*)*\r\n\r\n([^]*?)\r\n--/.exec(
      raw,
    ) ?? [];
  if (coding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  return coding === 'quoted-printable' ? decodeQuoted(body.replace(/=\r\n/g, '')) : body;
}

function decodeQuoted(text: string): string {
  const bytes = text.replace(/=([0-9A-F]{2})/gi, (_code, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

function attachmentOf(raw: string): Buffer {
  const [, body = ''] = /Content-Type: application\/pdf[^]*?\r\n\r\n([^]*?)\r\n--/.exec(raw) ?? [];
  return Buffer.from(body, 'base64');
}
