import { useTranslation } from 'react-i18next';
import type { InvoiceTerms } from '../api/types.js';
import { useFormat } from '../format/use-format.js';

/** What is agreed of a whole bill, a sentence each; none where nothing is. */
export function useInvoiceTermWords(): (terms: InvoiceTerms | null, currency: string) => string[] {
  const { t } = useTranslation();
  const format = useFormat();
  return (terms, currency) => {
    const minimum = terms?.minimum ?? null;
    if (minimum === null) return [];
    const words = t('invoiceTerms.minimum', { amount: format.money(minimum.amount, currency) });
    return [minimum.clause === '' ? words : t('invoiceTerms.clause', { words, clause: minimum.clause })];
  };
}
