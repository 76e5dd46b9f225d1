import { fillPlaceholders, minorDecimals } from '#platform';
import type { NotificationType } from '../domain/catalogue.js';
import { chargebackReason } from '../domain/chargeback-reason.js';
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
  const values = {
    ...wordsOf(params, texts),
    ...amountWords(params, locale),
    ...(type === 'chargeback.opened' && chargebackWords(params, locale, texts)),
    alarm: alarmName(params, locale, texts),
  };
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

/** Returns the amount of a payment with its currency. */
function amountWords(
  { amount, currency }: Readonly<Record<string, unknown>>,
  locale: string,
): Record<string, string> {
  if (typeof amount !== 'string' || typeof currency !== 'string') return {};
  const format = new Intl.NumberFormat(locale, {
    minimumFractionDigits: minorDecimals(currency),
    maximumFractionDigits: minorDecimals(currency),
  });
  return { amount: `${format.format(amount as Intl.StringNumericLiteral)} ${currency}` };
}

function chargebackWords(
  { reason, evidenceDueOn }: Readonly<Record<string, unknown>>,
  locale: string,
  { chargebackReasons, evidence }: NotificationTexts,
): Record<string, string> {
  return {
    reason: chargebackReasons[chargebackReason(reason)],
    evidence:
      typeof evidenceDueOn === 'string'
        ? fillPlaceholders(evidence.due, { day: formatDay(evidenceDueOn, locale) })
        : evidence.closed,
  };
}

/** @param day `YYYY-MM-DD` */
function formatDay(day: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(day));
}
