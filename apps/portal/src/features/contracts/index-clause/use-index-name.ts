import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../format/use-format.js';

/** Name of a price index: `PL_wages` becomes "wages, Poland". An index without a translation keeps its stored name. */
export function useIndexName(): (series: string) => string {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  return (series) => {
    const [, country, own = series] = /^([A-Z]{2})_(.+)$/.exec(series) ?? [];
    const key = `priceIndex.${own}`;
    if (!/^[a-z_]+$/.test(own) || !i18n.exists(key)) return series;
    return country === undefined
      ? t(key)
      : t('priceIndexOf', { name: t(key), country: format.country(country) });
  };
}
