import { useTranslation } from 'react-i18next';
import type { MissingAccount } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';

/** Returns a function that names the part of a class to which an account applies. */
export function useAccountPart(): (part: MissingAccount) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return ({ account, revenueClass, taxCategory, taxPercent }) => {
    if (revenueClass !== null) return t(`maker:invoice.classes.${revenueClass}`);
    if (taxCategory === null)
      return account === 'revenue' || account === 'tax_payable' ? t('maker:ledger.allOthers') : '';
    const category = t(`maker:books.category.${taxCategory}`);
    return taxPercent === null ? category : `${category} ${format.quantity(taxPercent, '%')}`;
  };
}
