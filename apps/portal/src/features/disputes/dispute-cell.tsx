import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { InvoiceDisputes } from '../../api/types.js';
import { StateBadge } from '../../ui/values/state-badge.js';
import classes from './disputes.module.css';

interface DisputeCellProps {
  /** Disputes of the invoice; undefined while loading. */
  readonly disputes: InvoiceDisputes | undefined;
  readonly lineId: string;
  readonly base: string;
  /** Opens the form for a new dispute; absent without permission. */
  readonly onDispute?: () => void;
}

/** The dispute of a line, or a button to open one. */
export function DisputeCell({ disputes, lineId, base, onDispute }: DisputeCellProps) {
  const { t } = useTranslation();
  if (disputes === undefined) return null;
  const ofLine = disputes.items.filter(({ line }) => line?.id === lineId);
  const dispute = ofLine.find(({ state }) => state === 'open') ?? ofLine[0];
  if (dispute !== undefined)
    return (
      <Link to={`${base}/${dispute.id}` as string}>
        <StateBadge state={dispute.state === 'open' ? 'disputed' : dispute.state} plain />
      </Link>
    );
  if (onDispute === undefined || !disputes.isOpenToDisputes) return null;
  return (
    <button type="button" className={classes.small} onClick={onDispute}>
      {t('dispute.ask')}
    </button>
  );
}
