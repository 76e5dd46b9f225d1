import { DOCUMENT_LANGUAGES, type InvoiceDocument } from '../domain/invoice-document.js';
import { composeDocumentMail, type DocumentMailParts } from './compose-document-mail.js';
import { DOCUMENT_MAIL_TEXTS } from './document-mail-texts.js';

const party = {
  id: 'p',
  name: 'Beihu Serwis',
  street: '',
  postalCode: '',
  city: '',
  country: 'PL',
  taxIds: {},
};
const DOCUMENT: InvoiceDocument = {
  kind: 'invoice',
  documentType: 'invoice',
  number: 'PL-2026-00042',
  original: null,
  reason: '',
  issuedOn: '2026-12-02',
  dueOn: '2026-12-23',
  paymentDays: 21,
  serviceFrom: '2026-11-01',
  serviceTo: '2026-11-30',
  taxPoint: '2026-11-30',
  zone: 'Europe/Warsaw',
  look: { accent: '#0b6b74', logo: null },
  seller: { ...party, registrations: {}, email: 'books@beihu.example', bankAccount: {} },
  buyer: { ...party, name: 'Norda', invoiceEmail: '', order: null, language: 'pl' },
  currency: 'PLN',
  contracts: [{ number: 'K-PL-1', lines: [], total: '5886.04', root: 'a'.repeat(64), usage: null }],
  taxes: [],
  net: '5886.04',
  tax: '1353.79',
  gross: '7239.83',
  deposit: null,
  rounding: null,
  payable: '7239.83',
  directDebit: null,
};
const compose = (document: Partial<InvoiceDocument> = {}, more: Partial<DocumentMailParts> = {}) =>
  composeDocumentMail(
    {
      id: 'mail-1',
      invoiceId: 'i-1',
      to: 'ewa@norda.example',
      name: 'Ewa',
      language: 'en',
      document: { ...DOCUMENT, ...document },
      pdf: { filename: 'PL-2026-00042.pdf', content: Buffer.from('%PDF'), contentType: 'application/pdf' },
      ...more,
    },
    'https://air.example',
  );

describe('an email with a document', () => {
  it('states number, due date and amount, and links to the document', () => {
    const { subject, text, attachments, headers } = compose();
    expect(subject).toBe('Invoice PL-2026-00042 from Beihu Serwis, due 23 Dec 2026');
    expect(text).toContain('Hello Ewa,');
    expect(text.replace(/\s+/g, ' ')).toContain('Amount to pay: 7,239.83 PLN. Due date: 23 Dec 2026.');
    expect(text).toContain('\nhttps://air.example/plant/costs/invoices/i-1?via=mail\n');
    expect(text).toContain('https://air.example/verify');
    expect(attachments).toHaveLength(1);
    expect(headers).toMatchObject({
      'Message-ID': '<mail-1@air.example>',
      'Reply-To': 'books@beihu.example',
    });
  });

  it('of a credit note has the credited amount, and no due date', () => {
    const { subject, text } = compose({ kind: 'credit_note', documentType: 'credit_note', dueOn: null });
    expect(subject).toBe('Credit note PL-2026-00042 from Beihu Serwis');
    expect(text.replace(/\s+/g, ' ')).toContain('Amount credited: 7,239.83 PLN.');
  });

  it('of a month below zero has the credited amount', () => {
    const { text } = compose({ documentType: 'credit_note', payable: '-12.00' });
    expect(text.replace(/\s+/g, ' ')).toContain('Amount credited: 12.00 PLN.');
  });

  it('to a shared mailbox has no name in its greeting, and offers to verify only what has a pack', () => {
    const { text } = compose(
      { contracts: [{ ...DOCUMENT.contracts[0], root: null }] },
      { name: null, language: 'pl' },
    );
    expect(text).toMatch(/^Dzień dobry,\n/);
    expect(text).not.toContain('/verify');
  });

  it('prevents a name from adding headers', () => {
    const seller = { ...DOCUMENT.seller, name: 'Beihu\r\nBcc: all@example.com' };
    expect(compose({ seller }).subject).not.toMatch(/[\r\n]/);
  });

  it.each(DOCUMENT_LANGUAGES)('has all texts and placeholders in %s', (language) => {
    const placeholders = (text: string): string[] =>
      [...text.matchAll(/\{\w+\}/g)].map(([each]) => each).sort();
    const { en } = DOCUMENT_MAIL_TEXTS;
    for (const key of Object.keys(en) as (keyof typeof en)[])
      expect([key, placeholders(DOCUMENT_MAIL_TEXTS[language][key])]).toEqual([key, placeholders(en[key])]);
  });
});
