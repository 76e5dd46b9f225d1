import type { i18n as I18n, TFunction } from 'i18next';

/** Pattern of signal keys. Callers can also pass a translated name, which does not match it. */
const KEY = /^[a-z][a-z0-9_.]*$/;

/** Name of a signal: `run_hours_total` becomes "Running hours". A key without a translation is shown as words. */
export function signalName(key: string, t: TFunction, i18n: I18n): string {
  if (!KEY.test(key)) return key;
  const textKey = `common:signal.${key}`;
  return i18n.exists(textKey) ? t(textKey) : key.replace(/[._]/g, ' ');
}
