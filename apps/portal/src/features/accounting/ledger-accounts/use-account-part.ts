import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../format/use-format.js';
import type { ChartRow } from './chart-rows.js';

/**
 * Returns a function that names the part of a class to which an account applies; an empty text for a class with a single
 * account.
 */
export function useAccountPart(): (row: ChartRow) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return ({ revenueClass, taxCategory, taxPercent, isOnlyRow }) => {
    if (revenueClass !== null) return t(`maker:invoice.classes.${revenueClass}`);
    if (taxCategory === null) return isOnlyRow ? '' : t('maker:ledger.allOthers');
    const category = t(`maker:books.category.${taxCategory}`);
    return taxPercent === null ? category : `${category} ${format.quantity(taxPercent, '%')}`;
  };
}
