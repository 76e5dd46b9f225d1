import type { i18n as I18n, TFunction } from 'i18next';
import type { FieldFault, Problem } from './problem.js';

function text(code: string, params: Readonly<Record<string, unknown>> | undefined, t: TFunction, i18n: I18n) {
  const key = `errors:${code}`;
  return i18n.exists(key) ? t(key, { ...params }) : undefined;
}

/** What a problem says to people; by its code, else by its status. */
export function problemText(problem: Problem, t: TFunction, i18n: I18n): string {
  return (
    text(problem.code, problem.params, t, i18n) ??
    text(`status.${problem.status}`, problem.params, t, i18n) ??
    t('errors:portal.unexpected', { code: problem.code })
  );
}

/** What the fault of a field says to people: what to write there. */
export function faultText(fault: FieldFault, t: TFunction, i18n: I18n): string {
  return (
    text(`field.${fault.code}`, fault.params, t, i18n) ??
    text(fault.code, fault.params, t, i18n) ??
    t('errors:field.invalid', { code: fault.code })
  );
}
