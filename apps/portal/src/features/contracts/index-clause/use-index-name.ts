import { useTranslation } from 'react-i18next';
import { indexName } from '../../../i18n/index-name.js';

/** Returns a function that names price indexes in the user's language. */
export function useIndexName(): (series: string) => string {
  const { t, i18n } = useTranslation();
  return (series) => indexName(series, t, i18n);
}
