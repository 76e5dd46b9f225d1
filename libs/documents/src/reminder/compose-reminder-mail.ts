import { fillPlaceholders, fromMinor, type Mail, type MailAttachment, wrapMail } from '#platform';
import type { ReminderLetterContent } from '#receivables';
import type { DocumentLanguage } from '../domain/invoice-document.js';
import { textsOf } from '../invoice/texts/texts.js';
import { Formatter } from '../sheet/formatter.js';
import { reminderTextsOf } from './texts/texts.js';

/** An email with a letter to the recipients of a buyer. */
export interface ReminderMailParts {
  /** Id of the email in the log. */
  readonly id: string;
  /** Addresses, separated by commas. */
  readonly to: string;
  readonly language: DocumentLanguage;
  readonly letter: ReminderLetterContent;
  readonly pdf: MailAttachment;
}

/** Number of documents that the email lists. The attached letter contains all of them. */
const LISTED = 20;

/**
 * Composes an email with a letter. The link leads to the customer portal, which requires signing in.
 * @param publicUrl URL of the portal, without a trailing slash
 */
export function composeReminderMail(
  { id, to, language, letter, pdf }: ReminderMailParts,
  publicUrl: string,
): Mail {
  const { title, mail } = reminderTextsOf(language);
  const formatter = new Formatter(textsOf(language));
  const { seller, reminders, text, writtenOn } = letter;
  const words = {
    title: title[text],
    seller: seller.name,
    email: seller.email,
    day: formatter.date(writtenOn),
  };
  const documents = reminders.slice(0, LISTED).map(({ document, dueOn, openMinor, currency }) =>
    fillPlaceholders(mail.document, {
      number: document.number,
      due: formatter.date(dueOn),
      amount: formatter.money(fromMinor(BigInt(openMinor), currency), currency),
    }),
  );
  if (reminders.length > LISTED) documents.push('…');
  const body = [
    mail.greeting,
    `${fillPlaceholders(mail.attached, words)}\n${documents.join('\n')}`,
    `${mail.open}\n${publicUrl}/plant/costs`,
    seller.email === '' ? seller.name : fillPlaceholders(mail.questions, words),
  ];
  return {
    to,
    subject: fillPlaceholders(mail.subject, words),
    text: `${wrapMail(body.join('\n\n'))}\n`,
    attachments: [pdf],
    headers: {
      // The same for all attempts, so that mail programs and administrators recognize duplicates.
      'Message-ID': `<${id}@${new URL(publicUrl).hostname}>`,
      ...(seller.email !== '' && { 'Reply-To': seller.email }),
      // Suppresses automatic replies, such as out-of-office messages, which would only fill the seller's mailbox.
      'Auto-Submitted': 'auto-generated',
    },
  };
}
