import { fillPlaceholders } from '#platform';
import type { NotificationType } from '../domain/catalogue.js';
import type { NotificationTexts } from './notification-texts.js';

/** The parts of a notification that determine its text. */
export interface TitledNotification {
  readonly type: NotificationType;
  readonly params: Readonly<Record<string, unknown>>;
  readonly isEscalated: boolean;
}

/** Returns one sentence, in a language, that states what happened. */
export function titleOf(
  { type, params, isEscalated }: TitledNotification,
  texts: NotificationTexts,
  locale: string,
): string {
  const values = { ...wordsOf(params, texts), alarm: alarmName(params, locale, texts) };
  const title = fillPlaceholders(texts.titles[type], values);
  return isEscalated ? fillPlaceholders(texts.escalated, { title }) : title;
}

/** Returns a title for notifications of one type: the sentence of a single notification, or the number of several. */
export function titleOfAll(
  items: readonly TitledNotification[],
  texts: NotificationTexts,
  locale: string,
): string {
  const first = items[0]!;
  if (items.length === 1) return titleOf(first, texts, locale);
  return fillPlaceholders(texts.bundleSubject, {
    count: String(items.length),
    kind: texts.kinds[first.type],
  });
}

function wordsOf(
  params: Readonly<Record<string, unknown>>,
  texts: NotificationTexts,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(params).map(([key, value]) => [
      key,
      typeof value === 'string' && value !== ''
        ? value
        : typeof value === 'number'
          ? String(value)
          : texts.unknown,
    ]),
  );
}

/**
 * Returns the name of an alarm's rule in a language, or in another one if the maker has not entered it in that
 * language.
 */
function alarmName(
  { names, code }: Readonly<Record<string, unknown>>,
  locale: string,
  texts: NotificationTexts,
): string {
  const byLocale = typeof names === 'object' && names !== null ? (names as Record<string, unknown>) : {};
  const name = [byLocale[locale], byLocale.en, ...Object.values(byLocale), code].find(
    (each) => typeof each === 'string' && each !== '',
  );
  return typeof name === 'string' ? name : texts.unknown;
}
