import type { i18n as I18n, TFunction } from 'i18next';

/** Form of signal keys. Names in a language, which callers can pass as well, do not have it. */
const KEY = /^[a-z][a-z0-9_.]*$/;

/** Name of a signal: `run_hours_total` becomes "Running hours". A key without a translation is shown as words. */
export function signalName(key: string, t: TFunction, i18n: I18n): string {
  if (!KEY.test(key)) return key;
  const textKey = `common:signal.${key}`;
  return i18n.exists(textKey) ? t(textKey) : key.replace(/[._]/g, ' ');
}
