import type { i18n as I18n, TFunction } from 'i18next';
import { codeName } from '../format/code-name.js';
import { formatParameter } from '../format/money/amount-parameters.js';
import { formatDate, formatMonth, formatTime } from '../format/time.js';
import { indexName } from '../i18n/index-name.js';
import { isInstantText } from '../i18n/instant-text.js';
import { localeOf } from '../i18n/languages.js';
import { signalName } from '../i18n/signal-name.js';
import type { FieldFault, Problem } from './problem.js';

type Params = Readonly<Record<string, unknown>>;

/** Catalogue keys for the names of the codes in a parameter, by parameter. */
const NAME_KEYS: Readonly<Record<string, string>> = {
  account: 'maker:invoice.accounts',
  state: 'common:state',
  supply: 'common:document.supply',
  missing: 'errors:partyField',
  kind: 'maker:registry.kind',
  needed: 'maker:registry.kind',
};

/** Functions that name the parameter `key`, by the codes that have it. */
const NAME_OF_KEY: Readonly<Record<string, typeof indexName>> = {
  'billing.index_value_missing': indexName,
  'contracts.index_missing': indexName,
  'telemetry.signal_not_found': signalName,
};

/**
 * Returns the parameters of a message as shown in the user's language: days, months and amounts are formatted, and
 * codes are replaced by their names. Everything else stays unchanged, including instants, invalid dates and unknown
 * codes.
 */
export function readable(params: Params | undefined, t: TFunction, i18n: I18n): Params {
  const locale = localeOf(i18n.language);
  const nameOf = (code: string, keys: string): string =>
    i18n.exists(`${keys}.${code}`) ? t(`${keys}.${code}`) : code;
  const format = (parameter: string, value: unknown): unknown => {
    if (typeof value !== 'string') return value;
    if (parameter === 'country') return codeName(value, 'region', locale);
    if (parameter === 'signal' || parameter === 'signalKey') return signalName(value, t, i18n);
    const amount = formatParameter(parameter, value, params?.['currency'], locale);
    if (amount !== null) return amount;
    const keys = NAME_KEYS[parameter];
    if (keys === undefined) return formatDayOrMonth(value, locale);
    return value
      .split(', ')
      .map((code) => nameOf(code, keys))
      .join(', ');
  };
  return Object.fromEntries(
    Object.entries(params ?? {}).map(([parameter, value]) => [parameter, format(parameter, value)]),
  );
}

function formatDayOrMonth(value: string, locale: string): string {
  if (!/^\d{4}-\d{2}(-\d{2})?$/.test(value)) return value;
  const day = value.length === 7 ? `${value}-01` : value;
  const at = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== day) return value;
  return value.length === 7 ? formatMonth(at, locale, 'UTC') : formatDate(at, locale, 'UTC');
}

function text(code: string, params: Params | undefined, t: TFunction, i18n: I18n) {
  const key = `errors:${code}`;
  if (!i18n.exists(key)) return undefined;
  const named = params?.['key'];
  const name = typeof named === 'string' ? NAME_OF_KEY[code]?.(named, t, i18n) : undefined;
  const shown: Params = Object.fromEntries(
    Object.entries(readable(params, t, i18n)).map(([parameter, value]) => [
      parameter,
      typeof value === 'string' && isInstantText(value) ? formatInstant(value, t, i18n) : value,
    ]),
  );
  return t(key, { ...shown, ...(name === undefined ? {} : { key: name }) });
}

/** The user's time zone is not known here, so the text names UTC. */
function formatInstant(instant: string, t: TFunction, i18n: I18n): string {
  const [at, locale] = [Date.parse(instant), localeOf(i18n.language)];
  const written = `${formatDate(at, locale, 'UTC')} ${formatTime(at, locale, 'UTC')}`;
  return t('common:time.inZone', { at: written, place: 'UTC' });
}

/** Text of a problem, by its code or otherwise by its status. */
export function problemText(problem: Problem, t: TFunction, i18n: I18n): string {
  return (
    text(problem.code, problem.params, t, i18n) ??
    text(`status.${problem.status}`, problem.params, t, i18n) ??
    t('errors:portal.unexpected', { code: problem.code })
  );
}

/** Text of a field error, which states what to enter. */
export function faultText(fault: FieldFault, t: TFunction, i18n: I18n): string {
  return (
    text(`field.${fault.code}`, fault.params, t, i18n) ??
    text(fault.code, fault.params, t, i18n) ??
    t('errors:field.invalid', { code: fault.code })
  );
}
