import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Invoice } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';
import { StateBadge } from '../../../ui/values/state-badge.js';

interface DocumentCorrectionsProps {
  readonly invoice: Pick<Invoice, 'corrections' | 'corrected' | 'original' | 'currency'>;
  /** Returns the path of a document by its ID. */
  readonly pageOf: (id: string) => string;
}

/**
 * Corrections of a document, and the documents that it corrects, one list item each with the difference and a link.
 * Amounts are net or gross, like the prices.
 */
export function DocumentCorrections({ invoice, pageOf }: DocumentCorrectionsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { corrections, corrected, currency } = invoice;
  const change = (amount: string): string =>
    `${amount.startsWith('-') ? '' : '+'}${format.money(amount, currency)}`;
  return (
    <>
      {corrected.map(({ id, number, periodFrom, total }) => (
        <li key={id}>
          {t('document.corrects')} <Link to={pageOf(id)}>{number}</Link>
          {`, ${format.month(`${periodFrom}T12:00:00Z`, 'UTC')} · ${change(total.amount)}`}
        </li>
      ))}
      {corrections.map(({ documentId, number, state, form, total }, index) => (
        <li key={documentId ?? index}>
          {documentId === null ? (
            <StateBadge state="held" plain>
              {t('document.correctionWaits', { amount: change(total.amount) })}
            </StateBadge>
          ) : (
            <>
              {t('document.correctedBy')}{' '}
              <Link to={pageOf(documentId)}>
                {number ?? t(form === 'line' ? 'document.nextInvoice' : 'document.correctionDraft')}
              </Link>
              {` · ${change(total.amount)} `}
              {number === null && state !== null ? <StateBadge state={state} plain /> : null}
            </>
          )}
        </li>
      ))}
    </>
  );
}
