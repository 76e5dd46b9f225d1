import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Invoice } from '../../api/types.js';
import { useFormat } from '../../format/use-format.js';
import { StateBadge } from '../../ui/state-badge.js';
import classes from './invoice-notes.module.css';

/** What somebody has to know before anything else: why it is held, what it gives back, what of it was given back. */
export function InvoiceNotes({ invoice }: { readonly invoice: Invoice }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { holdReasons, original, creditNotes, currency } = invoice;
  if (holdReasons.length === 0 && original === null && creditNotes.length === 0) return null;
  return (
    <ul className={classes.notes}>
      {holdReasons.map(({ code, params }) => (
        <li key={code}>
          <StateBadge state="held" plain>
            {t(`maker:invoice.hold.${code}`, {
              ...params,
              ...(typeof params['country'] === 'string' && { country: format.country(params['country']) }),
              ...(typeof params['supply'] === 'string' && {
                supply: t(`document.supply.${params['supply']}`),
              }),
            })}
          </StateBadge>
        </li>
      ))}
      {original === null ? null : (
        <li>
          {t('maker:invoice.givesBack')}{' '}
          <Link to="/billing/$invoiceId" params={{ invoiceId: original.id }}>
            {original.number}
          </Link>
          {invoice.reason === '' ? '' : ` · ${invoice.reason}`}
        </li>
      )}
      {creditNotes.map((note) => (
        <li key={note.id}>
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
