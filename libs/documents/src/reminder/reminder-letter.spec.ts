import type { ReminderLetterContent, ReminderView } from '#receivables';
import { readPdf } from '../../../../test/support/read-pdf.js';
import { DOCUMENT_LANGUAGES } from '../domain/invoice-document.js';
import { composeReminderMail } from './compose-reminder-mail.js';
import { renderReminderLetter } from './render-reminder-letter.js';
import { reminderTextsOf } from './texts/texts.js';

const PARTY = {
  id: 'p',
  name: 'Beihu Serwis',
  street: 'ul. Fikcyjna 1',
  postalCode: '00-001',
  city: 'Warszawa',
  country: 'PL',
  taxIds: { nip: '1111111111' },
};
const REMINDER: ReminderView = {
  id: 'r-1',
  document: { documentId: 'in-1', number: 'PL-2026-00042' },
  level: 3,
  text: 'final_notice',
  issuedOn: '2026-03-01',
  dueOn: '2026-03-31',
  currency: 'EUR',
  openMinor: '1000000',
  interestMinor: '8342',
  interest: {
    ground: 'statutory',
    baseRate: 'ECB',
    points: '8',
    dayCount: 'actual/365',
    spans: [{ from: '2026-04-01', to: '2026-04-30', days: 30, balance: '10000.00', percent: '10.15' }],
  },
  lumpSumMinor: '4000',
  stopReason: null,
};
const LETTER: ReminderLetterContent = {
  id: 'l-1',
  text: 'final_notice',
  language: 'en',
  writtenOn: '2026-04-30',
  brandId: null,
  seller: { ...PARTY, registrations: {}, email: 'books@beihu.example' },
  buyer: { ...PARTY, name: 'Norda', invoiceEmail: '', order: null, language: 'pl' },
  accounts: { EUR: { bank: 'Bank', account: 'PL61109010140000071219812874', bic: 'BREXPLPW' } },
  reminders: [REMINDER],
};
const LOOK = { accent: '#0b6b74', logo: null };

const textOf = async (letter: ReminderLetterContent, language: (typeof DOCUMENT_LANGUAGES)[number]) =>
  (await readPdf(await renderReminderLetter(letter, LOOK, language))).pages.join(' ').replaceAll(/\s+/g, ' ');
const mailOf = (letter: ReminderLetterContent, language: (typeof DOCUMENT_LANGUAGES)[number] = 'en') =>
  composeReminderMail(
    {
      id: 'mail-1',
      to: 'ap@norda.example, ewa@norda.example',
      language,
      letter,
      pdf: { filename: 'reminder.pdf', content: Buffer.from('%PDF'), contentType: 'application/pdf' },
    },
    'https://air.example',
  );

describe('a letter with reminders', () => {
  it.each(DOCUMENT_LANGUAGES)('has all texts in %s', async (language) => {
    const text = await textOf(LETTER, language);
    const words = reminderTextsOf(language);
    for (const part of [words.title.final_notice, words.interest.title, 'PL-2026-00042', 'Norda', 'ECB'])
      expect(text.replaceAll(' ', '')).toContain(part.replaceAll(' ', ''));
    expect(text).not.toMatch(/\{\w+\}/);
    const { subject, text: body } = mailOf(LETTER, language);
    expect(`${subject} ${body}`).not.toMatch(/\{\w+\}/);
  });

  it('contains amounts, their total, the calculation of interest and the account', async () => {
    const text = await textOf(LETTER, 'en');
    for (const words of [
      'PL-2026-00042 31 Mar 2026 10,000.00 83.42 40.00',
      'Total 10,123.42 EUR',
      '8 percentage points above the base rate “ECB”',
      '10,000.00 EUR at 10.15% for 30 days (1 Apr 2026 to 30 Apr 2026)',
      'EUR: PL61 1090 1014 0000 0712 1981 2874',
    ])
      expect(text).toContain(words);
  });

  it('without claims has no columns for them', async () => {
    const reminder = { ...REMINDER, interestMinor: '0', interest: null, lumpSumMinor: '0' };
    const text = await textOf({ ...LETTER, reminders: [reminder] }, 'en');
    expect(text).toContain('Total 10,000.00 EUR');
    expect(text).not.toContain('Lump sum');
    expect(text).not.toContain('Calculation of interest');
  });

  it('has a total for each currency', async () => {
    const pln = { ...REMINDER, id: 'r-2', currency: 'PLN', openMinor: '500', interest: null };
    const reminders = [REMINDER, { ...pln, interestMinor: '0', lumpSumMinor: '0' }];
    const text = await textOf({ ...LETTER, reminders }, 'en');
    expect(text).toContain('Total 10,123.42 EUR');
    expect(text).toContain('Total 5.00 PLN');
  });

  it('has the same bytes each time', async () => {
    const [one, two] = [
      await renderReminderLetter(LETTER, LOOK, 'zh'),
      await renderReminderLetter(LETTER, LOOK, 'zh'),
    ];
    expect(one.equals(two)).toBe(true);
  });
});

describe('the email with it', () => {
  it('lists the documents, and goes to all recipients', () => {
    const { to, subject, text, headers, attachments } = mailOf(LETTER);
    expect(to).toBe('ap@norda.example, ewa@norda.example');
    expect(subject).toBe('Final notice from Beihu Serwis');
    expect(text.replaceAll(/\s+/g, ' ')).toContain('PL-2026-00042, due 31 Mar 2026: 10,000.00 EUR open');
    expect(text).toContain('https://air.example/plant/costs');
    expect(headers).toMatchObject({
      'Message-ID': '<mail-1@air.example>',
      'Reply-To': 'books@beihu.example',
    });
    expect(attachments).toHaveLength(1);
  });

  it('shortens a long list', () => {
    const reminders = Array.from({ length: 25 }, (_, index) => ({ ...REMINDER, id: `r-${index}` }));
    expect(mailOf({ ...LETTER, reminders }).text.match(/PL-2026-00042/g)).toHaveLength(20);
  });
});
