import type { i18n as I18n, TFunction } from 'i18next';
import { formatDate, formatMonth } from '../format/time.js';
import { localeOf } from '../i18n/languages.js';
import type { FieldFault, Problem } from './problem.js';

type Params = Readonly<Record<string, unknown>>;

/** Formats days and months of an error in the user's language; invalid dates stay unchanged. */
function readable(params: Params | undefined, locale: string): Params {
  const written = (value: unknown): unknown => {
    if (typeof value !== 'string' || !/^\d{4}-\d{2}(-\d{2})?$/.test(value)) return value;
    const day = value.length === 7 ? `${value}-01` : value;
    const at = Date.parse(`${day}T00:00:00Z`);
    if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== day) return value;
    return value.length === 7 ? formatMonth(at, locale, 'UTC') : formatDate(at, locale, 'UTC');
  };
  return Object.fromEntries(Object.entries(params ?? {}).map(([name, value]) => [name, written(value)]));
}

function text(code: string, params: Params | undefined, t: TFunction, i18n: I18n) {
  const key = `errors:${code}`;
  return i18n.exists(key) ? t(key, readable(params, localeOf(i18n.language))) : undefined;
}

/** Text of a problem, by its code or otherwise by its status. */
export function problemText(problem: Problem, t: TFunction, i18n: I18n): string {
  return (
    text(problem.code, problem.params, t, i18n) ??
    text(`status.${problem.status}`, problem.params, t, i18n) ??
    t('errors:portal.unexpected', { code: problem.code })
  );
}

/** Text of a field error, which says what to enter. */
export function faultText(fault: FieldFault, t: TFunction, i18n: I18n): string {
  return (
    text(`field.${fault.code}`, fault.params, t, i18n) ??
    text(fault.code, fault.params, t, i18n) ??
    t('errors:field.invalid', { code: fault.code })
  );
}
