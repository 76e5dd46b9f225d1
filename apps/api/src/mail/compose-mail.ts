import type { AccountMail } from '#organization';
import { fillMail, type Mail, spokenIn, wrapMail } from '#platform';
import { MAIL_TEXTS } from './mail-texts.js';

const PAGE_OF = { invitation: 'invitation', password_reset: 'reset-password' } as const;

/**
 * A mail in its reader's language, English when we don't speak it.
 * @param publicUrl where the portal is reached, without a slash at the end
 */
export function composeMail(mail: AccountMail, publicUrl: string): Mail {
  const { locale, texts } = spokenIn(MAIL_TEXTS, mail.locale);
  const { subject, body } = mail.kind === 'invitation' ? texts.invitation : texts.passwordReset;
  const words: Readonly<Record<string, string>> = {
    maker: mail.makerName,
    role: mail.kind === 'invitation' ? texts.roles[mail.role] : '',
    name: mail.kind === 'password_reset' ? mail.name : '',
    link: `${publicUrl}/${PAGE_OF[mail.kind]}/${mail.token}`,
    until: showUntil(mail.expiresAt, locale),
  };
  return { to: mail.to, subject: fillMail(subject, words), text: `${wrapMail(fillMail(body, words))}\n` };
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
