import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { productNow } from '../clock/clock.js';
import { useZone } from '../clock/zone.js';
import { localeOf } from '../i18n/languages.js';
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
  RELATIVE_LIMIT,
  zoneCity,
} from './time.js';
import { writtenUnit } from './unit.js';

export interface Format {
  readonly locale: string;
  readonly zone: string;
  number(value: string | number, decimals?: number): string;
  percent(share: number, decimals?: number): string;
  /** Number and unit in one string, for labels where the two cannot be styled apart. */
  quantity(value: string | number, unit: string, decimals?: number): string;
  /** An exact decimal amount with its currency's code. */
  money(amount: string, currency: string): string;
  date(at: string | number, zone?: string): string;
  day(at: string | number, zone?: string): string;
  month(at: string | number, zone?: string): string;
  /** The month of the days [from, to) that are billed at once; the days where they lie in two. */
  billingMonth(from: string, to: string): string;
  shortDate(at: string | number, zone?: string): string;
  time(at: string | number, zone?: string): string;
  /** Date and time; the year only when it is not this one. */
  dateTime(at: string | number, zone?: string): string;
  /** Date and time at a place; its zone is named where it is not the reader's. */
  placeTime(at: string | number, zone: string): string;
  /** The name of a country by ISO 3166-1 alpha-2, of a language by BCP 47; the code itself where it is none. */
  country(code: string): string;
  language(code: string): string;
  /** The name of a currency by ISO 4217; the code itself where it has none. */
  currency(code: string): string;
  /** Names one after the other, as the language separates them; what is missing is left out. */
  listed(parts: readonly (string | null | undefined | false)[]): string;
  /** The city of an IANA zone: `America/Mexico_City` gives `墨西哥城` in Chinese. */
  city(zone: string): string;
  /** `33 h 16 min`; two parts at most. `long` breaks days out from 48 hours on, as promises never do. */
  duration(ms: number, style?: 'hours' | 'days'): string;
  /** `29 min ago` under 48 hours, the date beyond. */
  ago(at: string | number, now: number): string;
}

const ms = (at: string | number): number => (typeof at === 'number' ? at : Date.parse(at));

function nameOf(code: string, type: 'region' | 'language' | 'currency', locale: string): string {
  try {
    return new Intl.DisplayNames(locale, { type }).of(code) ?? code;
  } catch {
    return code;
  }
}

/** All formatting of the page, bound to the language and the reader's zone. */
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
      quantity: (value, unit, decimals) => {
        const written = writtenUnit(unit);
        const number = formatNumber(value, locale, decimals ?? quantityDecimals(value));
        return written === '' ? number : `${number}${UNIT_SPACE}${written}`;
      },
      money: (amount, currency) => `${formatAmount(amount, currency, locale)}${UNIT_SPACE}${currency}`,
      date: (at, zone = viewerZone) => formatDate(ms(at), locale, zone),
      day: (at, zone = viewerZone) => formatDay(ms(at), locale, zone),
      month: (at, zone = viewerZone) => formatMonth(ms(at), locale, zone),
      billingMonth: (from, to) => formatBillingMonth(from, to, locale),
      shortDate: (at, zone = viewerZone) => formatShortDate(ms(at), locale, zone),
      time: (at, zone = viewerZone) => formatTime(ms(at), locale, zone),
      dateTime,
      placeTime: (at, zone) =>
        zone === viewerZone
          ? dateTime(at, zone)
          : t('time.inZone', { at: dateTime(at, zone), place: city(zone) }),
      country: (code) => nameOf(code, 'region', locale),
      language: (code) => nameOf(code, 'language', locale),
      currency: (code) => nameOf(code, 'currency', locale),
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
