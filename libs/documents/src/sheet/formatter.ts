import { minorDecimals } from '#platform';
import type { DocumentTexts } from '../invoice/texts/document-texts.js';

/** Printed forms of UCUM codes. */
const UNITS: Readonly<Record<string, string>> = {
  Cel: '°C',
  m3: 'm³',
  'm3/h': 'm³/h',
  'kW.h': 'kWh',
  L: 'l',
  '1': '',
};

/** Number of decimals of stored quantities, and the maximum for printed ones. */
const QUANTITY_DECIMALS = 12;

/** ISO 13616: country, two check digits, and up to thirty characters of the account. */
const IBAN = /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/;

/** Formats numbers, money, dates and units for a language. */
export class Formatter {
  constructor(private readonly texts: Pick<DocumentTexts, 'locale'>) {}

  /** Formats a number. @param decimal a string with all decimals, so that no precision is lost */
  number(decimal: string, minDecimals = 0, maxDecimals = 20): string {
    const format = new Intl.NumberFormat(this.texts.locale, {
      minimumFractionDigits: minDecimals,
      maximumFractionDigits: Math.max(minDecimals, maxDecimals),
      useGrouping: 'always' as unknown as boolean,
    });
    // Not every font has the narrow space that separates thousands.
    return format.format(decimal as Intl.StringNumericLiteral).replaceAll('\u202f', '\u00a0');
  }

  /** Formats a percentage. @param decimal for example `23` for 23% */
  percent(decimal: string): string {
    return `${this.number(decimal)}${this.suffix('%')}`;
  }

  amount(decimal: string, currency: string): string {
    return this.number(decimal, minorDecimals(currency));
  }

  money(decimal: string, currency: string): string {
    return `${this.amount(decimal, currency)}\u00a0${currency}`;
  }

  quantity(decimal: string, unit: string): string {
    return `${this.number(decimal, 0, QUANTITY_DECIMALS)}${this.suffix(UNITS[unit] ?? unit)}`;
  }

  /**
   * Returns a symbol with the space that precedes it after a number. Only Spanish has a space before the percent sign.
   */
  private suffix(symbol: string): string {
    const isAttached = symbol === '' || (symbol === '%' && !this.texts.locale.startsWith('es'));
    return isAttached ? symbol : `\u00a0${symbol}`;
  }

  /**
   * Formats the number of a bank account so that it is never broken into two lines. An IBAN is printed in groups of
   * four; other numbers keep their groups.
   */
  account(number: string): string {
    const compact = number.replaceAll(/\s/g, '').toUpperCase();
    const groups = IBAN.test(compact) ? (compact.match(/.{1,4}/g) ?? []) : number.trim().split(/\s+/);
    return groups.join('\u00a0');
  }

  /** Formats a creditor reference (ISO 11649) in groups of four, as banks print it. */
  creditorReference(reference: string): string {
    return (reference.match(/.{1,4}/g) ?? []).join('\u00a0');
  }

  /** Joins items with the language's separator. */
  list(parts: readonly string[]): string {
    return parts.join(this.texts.locale.startsWith('zh') ? '，' : ', ');
  }

  unit(unit: string): string {
    return UNITS[unit] ?? unit;
  }

  /** Formats a day. @param date `YYYY-MM-DD` */
  date(date: string): string {
    return new Intl.DateTimeFormat(this.texts.locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(
      new Date(`${date}T00:00:00Z`),
    );
  }

  /** Formats a month. @param date the month's first day, `YYYY-MM-DD` */
  month(date: string): string {
    const format = new Intl.DateTimeFormat(this.texts.locale, {
      month: 'long',
      year: 'numeric',
      timeZone: 'UTC',
    });
    return format.format(new Date(`${date}T00:00:00Z`));
  }

  /** Formats a month in a narrow column, with the year in January. @param date the month's first day, `YYYY-MM-DD` */
  shortMonth(date: string): string {
    const isJanuary = date.slice(5, 7) === '01';
    const format = new Intl.DateTimeFormat(this.texts.locale, {
      month: 'short',
      ...(isJanuary && { year: 'numeric' }),
      timeZone: 'UTC',
    });
    return format.format(new Date(`${date}T00:00:00Z`));
  }

  /** Formats a range of days, both inclusive, `YYYY-MM-DD`. */
  days(from: string, to: string): string {
    return new Intl.DateTimeFormat(this.texts.locale, { dateStyle: 'medium', timeZone: 'UTC' })
      .formatRange(new Date(`${from}T00:00:00Z`), new Date(`${to}T00:00:00Z`))
      .replaceAll(/[\u2009\u202f]/g, '\u00a0');
  }

  /** Formats an instant. @param instant ISO 8601 @param zone IANA name of the time zone */
  instant(instant: string, zone: string): string {
    return new Intl.DateTimeFormat(this.texts.locale, {
      dateStyle: 'medium',
      timeStyle: 'short',
      timeZone: zone,
    }).format(new Date(instant));
  }
}
