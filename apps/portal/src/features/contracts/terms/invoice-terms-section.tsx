import { useTranslation } from 'react-i18next';
import type { Contract } from '../../../api/types.js';
import { Section } from '../../../ui/layout/section.js';
import { useInvoiceTermWords } from './use-invoice-term-words.js';

/** Current terms of the whole invoice; renders nothing if there are none. */
export function InvoiceTermsSection({ contract }: { readonly contract: Contract }) {
  const { t } = useTranslation();
  const words = useInvoiceTermWords()(contract.invoiceTerms, contract.currency);
  if (words.length === 0) return null;
  return (
    <Section title={t('invoiceTerms.title')}>
      {words.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </Section>
  );
}
