import type { Role } from '#organization';
import { fillPlaceholders, groupBy, type Mail, textsForLocale, wrapMail } from '#platform';
import type { DeliveredNotification } from '../deliveries/delivery-claims.queries.js';
import type { DeliveryKind } from '../domain/deliveries/delivery.js';
import { pathOf, settingsPathOf } from '../domain/links.js';
import { portalAreaOf } from '../domain/portal-area.js';
import { NOTIFICATION_TEXTS, type NotificationTexts } from '../text/notification-texts.js';
import { titleOf, titleOfAll } from '../text/notification-title.js';

/** An email with one or more notifications. */
export interface NotificationMail {
  /** Id of the message in the log. */
  readonly id: string;
  readonly to: string;
  readonly name: string;
  readonly locale: string;
  readonly zone: string;
  readonly role: Role;
  readonly makerName: string;
  readonly kind: DeliveryKind;
  readonly items: readonly DeliveredNotification[];
  /** Token of the unsubscribe link. */
  readonly token: string;
}

/** Maximum number of notifications that an email lists. */
const MAX_LISTED = 50;

/**
 * Composes an email in the recipient's language, with the headers for unsubscribing by one click (RFC 8058).
 * @param publicUrl without a slash at the end
 */
export function composeNotificationMail(mail: NotificationMail, publicUrl: string): Mail {
  const { locale, texts } = textsForLocale(NOTIFICATION_TEXTS, mail.locale);
  const shown = { mail, locale, texts, publicUrl };
  const body = [
    fillPlaceholders(texts.greeting, { name: mail.name }),
    mail.items.length === 1 ? describeOne(shown, mail.items[0]!) : describeAll(shown),
    fillPlaceholders(texts.footer, {
      maker: mail.makerName,
      settings: `${publicUrl}${settingsPathOf(portalAreaOf(mail.role))}`,
      unsubscribe: `${publicUrl}/unsubscribe/${mail.token}`,
    }),
  ];
  return {
    to: mail.to,
    subject: composeSubject(shown),
    text: `${wrapMail(body.join('\n\n'))}\n`,
    headers: {
      // The same for all attempts, so that mail programs and administrators recognize duplicates.
      'Message-ID': `<${mail.id}@${new URL(publicUrl).hostname}>`,
      'List-Unsubscribe': `<${publicUrl}/api/v1/unsubscribe/${mail.token}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      // Suppresses automatic replies, such as out-of-office messages, because the sender's mailbox is not read.
      'Auto-Submitted': 'auto-generated',
    },
  };
}

interface Shown {
  readonly mail: NotificationMail;
  readonly locale: string;
  readonly texts: NotificationTexts;
  readonly publicUrl: string;
}

function composeSubject({ mail: { kind, items, makerName }, texts, locale }: Shown): string {
  if (kind === 'digest' && items.length > 1)
    return fillPlaceholders(texts.digestSubject, { count: String(items.length), maker: makerName });
  return titleOfAll(items, texts, locale);
}

function describeOne(shown: Shown, item: DeliveredNotification): string {
  const { mail, texts, publicUrl } = shown;
  return [
    describeItem(shown, item),
    '',
    texts.open,
    `${publicUrl}${pathOf(portalAreaOf(mail.role), item)}`,
  ].join('\n');
}

/** Lists the newest notifications by type. */
function describeAll(shown: Shown): string {
  const { mail, texts, publicUrl } = shown;
  const listed = mail.items.slice(0, MAX_LISTED);
  const paragraphs = [...groupBy(listed, ({ type }) => type).values()].map((items) =>
    items.map((item) => `- ${describeItem(shown, item)}`).join('\n'),
  );
  const left = mail.items.length - listed.length;
  return [
    ...(mail.kind === 'digest' ? [texts.digestIntro] : []),
    ...paragraphs,
    ...(left > 0 ? [fillPlaceholders(texts.more, { count: String(left) })] : []),
    `${texts.openAll}\n${publicUrl}/`,
  ].join('\n\n');
}

function describeItem({ mail, texts, locale }: Shown, item: DeliveredNotification): string {
  const { customer, site } = item.params;
  const where = [customer, site].filter((name) => typeof name === 'string' && name !== '');
  const when = new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: mail.zone,
    hourCycle: 'h23',
  }).format(item.occurredAt);
  return [titleOf(item, texts, locale), [...where, when].join(', ')].join('. ').replaceAll('\n', ' ');
}
