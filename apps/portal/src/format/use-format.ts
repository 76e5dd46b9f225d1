import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { productNow } from '../clock/clock.js';
import { useZone } from '../clock/zone.js';
import { localeOf } from '../i18n/languages.js';
import { codeName } from './code-name.js';
import { formatAmount } from './money/money.js';
import { formatNumber, formatPercent, quantityDecimals, UNIT_SPACE } from './number.js';
import {
  durationParts,
  formatBillingMonth,
  formatDate,
  formatDateThisYearShort,
  formatDay,
  formatMonth,
  formatShortDate,
  formatTime,
  formatTimeWithOtherDay,
  RELATIVE_LIMIT,
  zoneCity,
} from './time.js';
import { unitSuffix } from './unit.js';

export interface Format {
  readonly locale: string;
  readonly zone: string;
  number(value: string | number, decimals?: number): string;
  percent(share: number, decimals?: number): string;
  /** Number and unit in one string, for labels that cannot style them separately. */
  quantity(value: string | number, unit: string, decimals?: number): string;
  /** An exact decimal amount with its currency's code. */
  money(amount: string, currency: string): string;
  date(at: string | number, zone?: string): string;
  day(at: string | number, zone?: string): string;
  month(at: string | number, zone?: string): string;
  /** Month of the billing period [from, to), or its days if it spans two months. */
  billingMonth(from: string, to: string): string;
  shortDate(at: string | number, zone?: string): string;
  time(at: string | number, zone?: string): string;
  /** Time, with its date if it is not today. */
  timeWithOtherDay(at: string | number, zone?: string): string;
  /** Date and time; the year only if it is not the current one. */
  dateTime(at: string | number, zone?: string): string;
  /** Date and time at a site; names its zone if it differs from the user's. */
  placeTime(at: string | number, zone: string): string;
  /** Name of a country by ISO 3166-1 alpha-2 or of a language by BCP 47; the code itself if unknown. */
  country(code: string): string;
  language(code: string): string;
  /** Name of a currency by ISO 4217; the code itself if it has none. */
  currency(code: string): string;
  /** Joins names with the language's separators; omits empty parts. */
  listed(parts: readonly (string | null | undefined | false)[]): string;
  /** The city of an IANA zone: `America/Mexico_City` gives `墨西哥城` in Chinese. */
  city(zone: string): string;
  /** `33 h 16 min`, with at most two parts. `days` shows days for 48 hours or more; deadlines always use hours. */
  duration(ms: number, style?: 'hours' | 'days'): string;
  /** `29 min ago` under 48 hours, otherwise the date. */
  ago(at: string | number, now: number): string;
}

const ms = (at: string | number): number => (typeof at === 'number' ? at : Date.parse(at));

/** All formatters of the page, bound to the user's language and time zone. */
export function useFormat(): Format {
  const { t, i18n } = useTranslation();
  const viewerZone = useZone();
  const locale = localeOf(i18n.language);
  return useMemo<Format>(() => {
    const part = (count: number, unit: 'd' | 'h' | 'min' | 's'): string =>
      `${formatNumber(count, locale, 0)}${UNIT_SPACE}${t(`duration.${unit}`)}`;
    const duration: Format['duration'] = (length, style = 'days') => {
      const { days, hours, minutes, seconds } = durationParts(length);
      if (style === 'hours' || days < 2) {
        const allHours = days * 24 + hours;
        if (allHours > 0)
          return minutes > 0 ? `${part(allHours, 'h')} ${part(minutes, 'min')}` : part(allHours, 'h');
        if (minutes > 0) return part(minutes, 'min');
        return part(seconds, 's');
      }
      return hours > 0 && days < 14 ? `${part(days, 'd')} ${part(hours, 'h')}` : part(days, 'd');
    };
    const dateTime: Format['dateTime'] = (at, zone = viewerZone) =>
      `${formatDateThisYearShort(ms(at), productNow(), locale, zone)} ${formatTime(ms(at), locale, zone)}`;
    const city: Format['city'] = (zone) => t(`zones:${zone}`, { defaultValue: zoneCity(zone) });
    return {
      locale,
      zone: viewerZone,
      number: (value, decimals) => formatNumber(value, locale, decimals),
      percent: (share, decimals) => formatPercent(share, locale, decimals),
      quantity: (value, unit, decimals) =>
        `${formatNumber(value, locale, decimals ?? quantityDecimals(value))}${unitSuffix(unit, locale)}`,
      money: (amount, currency) => `${formatAmount(amount, currency, locale)}${UNIT_SPACE}${currency}`,
      date: (at, zone = viewerZone) => formatDate(ms(at), locale, zone),
      day: (at, zone = viewerZone) => formatDay(ms(at), locale, zone),
      month: (at, zone = viewerZone) => formatMonth(ms(at), locale, zone),
      billingMonth: (from, to) => formatBillingMonth(from, to, locale),
      shortDate: (at, zone = viewerZone) => formatShortDate(ms(at), locale, zone),
      time: (at, zone = viewerZone) => formatTime(ms(at), locale, zone),
      timeWithOtherDay: (at, zone = viewerZone) => formatTimeWithOtherDay(ms(at), productNow(), locale, zone),
      dateTime,
      placeTime: (at, zone) =>
        zone === viewerZone
          ? dateTime(at, zone)
          : t('time.inZone', { at: dateTime(at, zone), place: city(zone) }),
      country: (code) => codeName(code, 'region', locale),
      language: (code) => codeName(code, 'language', locale),
      currency: (code) => codeName(code, 'currency', locale),
      listed: (parts) => parts.filter(Boolean).join(t('separator')),
      city,
      duration,
      ago: (at, now) => {
        const age = now - ms(at);
        if (Math.abs(age) >= RELATIVE_LIMIT) return formatDate(ms(at), locale, viewerZone);
        return age >= 0
          ? t('time.ago', { duration: duration(age) })
          : t('time.ahead', { duration: duration(age) });
      },
    };
  }, [t, locale, viewerZone]);
}
