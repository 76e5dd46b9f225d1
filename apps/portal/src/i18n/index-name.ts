import type { i18n as I18n, TFunction } from 'i18next';
import { codeName } from '../format/code-name.js';
import { localeOf } from './languages.js';

/** Name of a price index: `PL_wages` becomes "Wages (Poland)". An index without a translation keeps its stored name. */
export function indexName(series: string, t: TFunction, i18n: I18n): string {
  const [, country, own = series] = /^([A-Z]{2})_(.+)$/.exec(series) ?? [];
  const key = `common:priceIndex.${own}`;
  if (!/^[a-z_]+$/.test(own) || !i18n.exists(key)) return series;
  if (country === undefined) return t(key);
  return t('common:priceIndexOf', {
    name: t(key),
    country: codeName(country, 'region', localeOf(i18n.language)),
  });
}
