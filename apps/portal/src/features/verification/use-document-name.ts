import { useTranslation } from 'react-i18next';
import type { InvoiceFigures } from './engine/invoice-figures.js';

/** Returns a function that names the document of a pack, for example "invoice PL-0042". */
export function useDocumentName(): (figures: InvoiceFigures) => string {
  const { t } = useTranslation();
  return ({ kind, number, contract }) =>
    number === null
      ? t('verify:document.draft', { contract: contract ?? '' })
      : t(`verify:document.${kind === 'creditNote' ? 'creditNote' : 'invoice'}`, { number });
}
