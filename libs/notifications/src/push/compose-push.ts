import type { Role } from '#organization';
import { textsForLocale } from '#platform';
import type { DeliveredNotification } from '../deliveries/delivery-claims.queries.js';
import type { DeliveryKind } from '../domain/deliveries/delivery.js';
import type { NotificationType } from '../domain/catalogue.js';
import { pathOf, settingsPathOf } from '../domain/links.js';
import { portalAreaOf } from '../domain/portal-area.js';
import { NOTIFICATION_TEXTS } from '../text/notification-texts.js';
import { titleOfAll } from '../text/notification-title.js';

/** Input for composing a push message. */
export interface PushContent {
  readonly kind: DeliveryKind;
  readonly type: NotificationType | null;
  readonly locale: string;
  readonly role: Role;
  /** Empty for a test. */
  readonly items: readonly DeliveredNotification[];
}

/** The payload that the portal's service worker shows. */
export interface PushPayload {
  readonly title: string;
  /** Page that a click opens, as a path of the portal. */
  readonly path: string;
  /** A notification replaces an earlier one with the same tag. */
  readonly tag: string;
}

/** Push services accept about 4,000 bytes; names in a title can be long. */
const MAX_TITLE = 200;

/** Composes the payload of a push message in the recipient's language. */
export function composePush({ kind, type, locale: wanted, role, items }: PushContent): PushPayload {
  const { locale, texts } = textsForLocale(NOTIFICATION_TEXTS, wanted);
  const area = portalAreaOf(role);
  const [first] = items;
  if (kind === 'test' || first === undefined)
    return { title: texts.pushTest, path: settingsPathOf(area), tag: 'test' };
  const title = titleOfAll(items, texts, locale);
  return {
    title: title.length > MAX_TITLE ? `${title.slice(0, MAX_TITLE - 1)}…` : title,
    path: pathOf(area, first),
    tag: items.length === 1 ? first.objectId : (type ?? first.type),
  };
}
