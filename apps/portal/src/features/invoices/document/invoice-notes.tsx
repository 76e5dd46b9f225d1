import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Invoice } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';
import { readable } from '../../../problems/problem-text.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import { DocumentCorrections } from './document-corrections.js';
import classes from './invoice-notes.module.css';

/**
 * Important notes above an invoice: why it is on hold, which documents it corrects or credits, and which documents
 * change it.
 */
export function InvoiceNotes({
  invoice,
  contract,
}: {
  readonly invoice: Invoice;
  /** Prefix of each note if several contracts are shown. */
  readonly contract?: string;
}) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const { holdReasons, original, creditNotes, currency } = invoice;
  const notes = creditNotes.filter(
    ({ id }) => !invoice.corrections.some(({ documentId }) => documentId === id),
  );
  const isCorrection = invoice.corrected.length > 0;
  if (
    holdReasons.length + notes.length + invoice.corrections.length === 0 &&
    original === null &&
    !isCorrection
  )
    return null;
  return (
    <ul className={classes.notes}>
      {holdReasons.map(({ code, params }) => (
        <li key={code}>
          {contract === undefined ? null : <b>{contract} </b>}
          <StateBadge state="held" plain>
            {t(`maker:invoice.hold.${code}`, readable(params, t, i18n))}
          </StateBadge>
        </li>
      ))}
      <DocumentCorrections invoice={invoice} pageOf={(id) => `/billing/${id}`} />
      {original === null || isCorrection ? null : (
        <li>
          {t('maker:invoice.givesBack')}{' '}
          <Link to="/billing/$invoiceId" params={{ invoiceId: original.id }}>
            {original.number}
          </Link>
          {invoice.reason === '' ? '' : ` · ${invoice.reason}`}
        </li>
      )}
      {notes.map((note) => (
        <li key={note.id}>
          {contract === undefined ? null : <b>{contract} </b>}
          {t('maker:invoice.creditedBy')}{' '}
          <Link to="/billing/$invoiceId" params={{ invoiceId: note.id }}>
            {note.number}
          </Link>
          {` · ${format.money(note.gross.amount, currency)} · ${note.reason}`}
        </li>
      ))}
    </ul>
  );
}
