import type { i18n as I18n } from 'i18next';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.js';
import { formatParameter } from '../format/money/amount-parameters.js';
import { isDayText, isInstantText } from './instant-text.js';
import { signalName } from './signal-name.js';

type Params = Readonly<Record<string, unknown>>;

/** Parameters that are quantities. Digits in other parameters may be an ID, which has no separators. */
const QUANTITIES: ReadonlySet<string> = new Set([
  'fromValue',
  'toValue',
  'quantity',
  'heldQuantity',
  'hoursLeft',
  'value',
]);

/** Parameters that are the key of a signal. */
const SIGNALS: ReadonlySet<string> = new Set(['signal', 'signalKey']);

/** The parameter with the UCUM unit of the quantities. */
export const QUANTITY_UNIT = 'quantityUnit';

/**
 * Formats amounts, prices, quantities, days, instants, languages, signals, skills and tax categories among a code's
 * parameters for the reader; leaves all other parameters unchanged.
 */
function readable(
  params: Params | undefined,
  format: ReturnType<typeof useFormat>,
  i18n: I18n,
  zone: string | undefined,
): Record<string, unknown> {
  const entries = Object.entries(params ?? {});
  const unit = params?.[QUANTITY_UNIT];
  const lastInstant = ['to', 'from'].find((name) => {
    const value = params?.[name];
    return typeof value === 'string' && isInstantText(value);
  });
  // A time zone other than the reader's is named once per sentence.
  const instant = (name: string, at: string): string =>
    zone === undefined || name !== lastInstant ? format.dateTime(at, zone) : format.placeTime(at, zone);
  return Object.fromEntries(
    entries.map(([name, value]) => {
      const amount = formatParameter(name, value, params?.['currency'], format.locale);
      if (amount !== null) return [name, amount];
      if (name === 'language' && typeof value === 'string') return [name, format.language(value)];
      if (SIGNALS.has(name) && typeof value === 'string') return [name, signalName(value, i18n.t, i18n)];
      if (name === 'skill' && typeof value === 'string' && i18n.exists(`skill.${value}`))
        return [name, i18n.t(`skill.${value}`)];
      if (name === 'category' && typeof value === 'string' && i18n.exists(`taxCategory.${value}`))
        return [name, i18n.t(`taxCategory.${value}`)];
      if (name === 'price' && isDecimal(value) && typeof params?.currency === 'string')
        return [name, `${format.number(value)} ${params.currency}`];
      if (typeof value === 'string' && isInstantText(value)) return [name, instant(name, value)];
      if (typeof value === 'string' && isDayText(value))
        return [name, format.date(`${value}T00:00:00Z`, 'UTC')];
      if (isDecimal(value) && QUANTITIES.has(name))
        return [name, typeof unit === 'string' ? format.quantity(value, unit) : format.number(value)];
      return [name, value];
    }),
  );
}

const isDecimal = (value: unknown): value is string =>
  typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value);

/**
 * Returns a function that describes a code and its parameters from the server in words. `group` is a part of a
 * catalogue, for example `common:signal`, or a whole catalogue, for example `errors:`. A code without a translation is
 * shown with spaces instead of dots and underscores, so that nothing is silently omitted.
 * @param zone of instants in the parameters; the reader's by default
 */
export function useCodeText(zone?: string): (group: string, code: string, params?: Params) => string {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  return useCallback(
    (group, code, params) => {
      const base = group.endsWith(':') ? `${group}${code}` : `${group}.${code}`;
      // In most languages, a period without an end needs a different sentence.
      const open = `${base}_open`;
      const key = params?.to === null && i18n.exists(open) ? open : base;
      return i18n.exists(key)
        ? t(key, { ...readable(params, format, i18n, zone) })
        : code.replace(/[._]/g, ' ');
    },
    [t, i18n, format, zone],
  );
}
