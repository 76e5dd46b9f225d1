import { composeLetterMail } from './compose-letter-mail.js';
import type { LetterToMail } from './index-letters.queries.js';
import { LETTER_MAIL_TEXTS } from './letter-mail-texts.js';

const LETTER: LetterToMail = {
  language: 'pl',
  pdf: Buffer.from('%PDF'),
  sha256: 'ab'.repeat(32),
  to: 'faktury@example.com',
  buyer: 'Zakład\nBcc: all@example.com',
  contract: 'K/PL-1',
  effectiveOn: '2027-01-01',
  makerName: 'Beihu Air',
};

describe('the email with a letter', () => {
  it('states which prices change and when, in the letter’s language, and has the letter attached', () => {
    const { to, subject, text, attachments } = composeLetterMail(LETTER, 'https://air.example');
    expect([to, subject]).toEqual(['faktury@example.com', 'Umowa K/PL-1: nowe ceny od 1 sty 2027']);
    expect(text).toContain('\nhttps://air.example/plant/data?tab=contracts\n');
    expect(text).toContain(LETTER.sha256);
    expect(text).not.toMatch(/^Bcc/m);
    expect(attachments).toEqual([
      { filename: 'K-PL-1-2027-01-01.pdf', content: LETTER.pdf, contentType: 'application/pdf' },
    ]);
  });

  it('has every placeholder of the English text in every language', () => {
    const holes = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(([hole]) => hole).sort();
    for (const texts of Object.values(LETTER_MAIL_TEXTS))
      for (const part of ['subject', 'body'] as const)
        expect(holes(texts[part])).toEqual(holes(LETTER_MAIL_TEXTS.en[part]));
  });
});
