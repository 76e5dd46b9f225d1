import { useTranslation } from 'react-i18next';
import type { InvoiceTerms } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';

type Discount = NonNullable<InvoiceTerms['discounts']>[number];

/** Describes the terms of the whole invoice, one sentence each; empty if there are none. */
export function useInvoiceTermWords(): (terms: InvoiceTerms | null, currency: string) => string[] {
  const { t } = useTranslation();
  const format = useFormat();
  const day = (date: string): string => format.date(`${date}T00:00:00Z`, 'UTC');
  const withClause = (words: string, clause: string): string =>
    clause === '' ? words : t('invoiceTerms.clause', { words, clause });
  const spanOf = ({ from, until }: Discount): string => {
    if (from !== null && until !== null)
      return t('invoiceTerms.between', { from: day(from), until: day(until) });
    if (from !== null) return t('invoiceTerms.from', { from: day(from) });
    return until === null ? t('invoiceTerms.always') : t('invoiceTerms.until', { until: day(until) });
  };
  const discountWords = (discount: Discount, index: number, currency: string): string => {
    const { percent, amount, clause } = discount;
    const what = percent === null ? format.money(amount ?? '0', currency) : format.quantity(percent, '%');
    const words = t(index === 0 ? 'invoiceTerms.discount' : 'invoiceTerms.furtherDiscount', {
      what,
      when: spanOf(discount),
    });
    return withClause(words, clause);
  };
  return (terms, currency) => {
    if (terms === null) return [];
    const { minimum, discounts = [], payableIncrement = null } = terms;
    return [
      ...(minimum === null
        ? []
        : [
            withClause(
              t('invoiceTerms.minimum', { amount: format.money(minimum.amount, currency) }),
              minimum.clause,
            ),
          ]),
      ...discounts.map((discount, index) => discountWords(discount, index, currency)),
      ...(payableIncrement === null
        ? []
        : [t('invoiceTerms.payable', { amount: format.money(payableIncrement, currency) })]),
    ];
  };
}
