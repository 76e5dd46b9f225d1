import type { AccountMail } from '#organization';
import { MAIL_TEXTS, type MailTexts } from './mail-texts.js';

export interface ComposedMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

const PAGE_OF = { invitation: 'invitation', password_reset: 'reset-password' } as const;

/**
 * A mail in its reader's language, English when we don't speak it.
 * @param publicUrl where the portal is reached, without a slash at the end
 */
export function composeMail(mail: AccountMail, publicUrl: string): ComposedMail {
  const isSpoken = Object.hasOwn(MAIL_TEXTS, mail.locale);
  const locale = isSpoken ? mail.locale : 'en';
  const texts = MAIL_TEXTS[locale] as MailTexts;
  const { subject, body } = mail.kind === 'invitation' ? texts.invitation : texts.passwordReset;
  const words: Readonly<Record<string, string>> = {
    maker: mail.makerName,
    role: mail.kind === 'invitation' ? texts.roles[mail.role] : '',
    name: mail.kind === 'password_reset' ? mail.name : '',
    link: `${publicUrl}/${PAGE_OF[mail.kind]}/${mail.token}`,
    until: showUntil(mail.expiresAt, locale),
  };
  return { to: mail.to, subject: fill(subject, words), text: `${wrap(fill(body, words))}\n` };
}

/** The reader's zone isn't known before they have an account, so the zone is said. */
function showUntil(instant: Date, locale: string): string {
  const shown = new Intl.DateTimeFormat(locale, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'UTC',
    hourCycle: 'h23',
  });
  return `${shown.format(instant)} UTC`;
}

/** Line breaks are taken out of what is filled in: a name must not be able to write a paragraph of its own. */
function fill(text: string, words: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (_hole, word: string) => (words[word] ?? '').replace(/\s+/g, ' ').trim());
}

const LINE = 76;

/** Breaks long lines at spaces, so that a mail stays readable as the file that it is; a link is never broken. */
function wrap(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replace(new RegExp(`(?=.{${LINE + 1}})(.{1,${LINE}}) +`, 'g'), '$1\n'))
    .join('\n');
}
