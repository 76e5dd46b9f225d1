import { textsOf, Formatter } from '#documents';
import { fillPlaceholders, type Mail, wrapMail } from '#platform';
import type { LetterToMail } from './index-letters.queries.js';
import { LETTER_MAIL_TEXTS } from './letter-mail-texts.js';

/** Composes the email with a letter, in the letter's language. @param publicUrl without a slash at the end */
export function composeLetterMail(letter: LetterToMail, publicUrl: string): Mail {
  const { language, contract } = letter;
  const { subject, body } = LETTER_MAIL_TEXTS[language];
  const values: Readonly<Record<string, string>> = {
    buyer: letter.buyer,
    maker: letter.makerName,
    contract,
    day: new Formatter(textsOf(language)).date(letter.effectiveOn),
    link: `${publicUrl}/plant/data?tab=contracts`,
    hash: letter.sha256,
  };
  return {
    to: letter.to,
    subject: fillPlaceholders(subject, values),
    text: `${wrapMail(fillPlaceholders(body, values))}\n`,
    attachments: [
      {
        filename: `${contract.replaceAll(/[/\\]/g, '-')}-${letter.effectiveOn}.pdf`,
        content: letter.pdf,
        contentType: 'application/pdf',
      },
    ],
  };
}
