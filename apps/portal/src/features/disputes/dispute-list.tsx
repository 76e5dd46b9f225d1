import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Dispute } from '../../api/types.js';
import { useFormat } from '../../format/use-format.js';
import { StateBadge } from '../../ui/values/state-badge.js';
import { useDisputed } from './dispute-texts.js';
import classes from './disputes.module.css';

interface DisputeListProps {
  readonly disputes: readonly Dispute[];
  readonly base: string;
  /** Shows the invoice of each dispute, for disputes of several invoices. */
  readonly withInvoice?: boolean;
}

/** Open and past disputes, each with a link to its conversation; renders nothing without disputes. */
export function DisputeList({ disputes, base, withInvoice = false }: DisputeListProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const disputed = useDisputed();
  if (disputes.length === 0) return null;
  return (
    <ul className={classes.list} aria-label={t('dispute.many')}>
      {disputes.map((dispute) => (
        <li key={dispute.id}>
          <StateBadge state={dispute.state === 'open' ? 'disputed' : dispute.state} plain />
          <Link to={`${base}/${dispute.id}` as string}>
            {withInvoice ? `${dispute.invoice.number} · ${disputed(dispute)}` : disputed(dispute)}
          </Link>
          <span>
            {t('dispute.stake', { amount: format.money(dispute.atStake.amount, dispute.atStake.currency) })}
          </span>
          <span className={classes.none}>{format.date(dispute.openedAt)}</span>
        </li>
      ))}
    </ul>
  );
}
