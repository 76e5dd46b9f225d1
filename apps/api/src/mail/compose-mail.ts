import type { AccountMail } from '#organization';
import { fillPlaceholders, type Mail, textsForLocale, wrapMail } from '#platform';
import { MAIL_TEXTS } from './mail-texts.js';

const PAGE_OF = { invitation: 'invitation', password_reset: 'reset-password' } as const;

/**
 * Composes an email in the recipient's language, or in English if that language is not supported.
 * @param publicUrl URL of the portal, without a trailing slash
 */
export function composeMail(mail: AccountMail, publicUrl: string): Mail {
  const { locale, texts } = textsForLocale(MAIL_TEXTS, mail.locale);
  const { subject, body } = mail.kind === 'invitation' ? texts.invitation : texts.passwordReset;
  const words: Readonly<Record<string, string>> = {
    maker: mail.makerName,
    role: mail.kind === 'invitation' ? texts.roles[mail.role] : '',
    name: mail.kind === 'password_reset' ? mail.name : '',
    link: `${publicUrl}/${PAGE_OF[mail.kind]}/${mail.token}`,
    until: showUntil(mail.expiresAt, locale),
  };
  return {
    to: mail.to,
    subject: fillPlaceholders(subject, words),
    text: `${wrapMail(fillPlaceholders(body, words))}\n`,
  };
}

/** Formats the time in UTC, because the time zone of the recipient is not known. */
function showUntil(instant: Date, locale: string): string {
  const shown = new Intl.DateTimeFormat(locale, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'UTC',
    hourCycle: 'h23',
  });
  return `${shown.format(instant)} UTC`;
}
