import { IconCalendarOff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.js';
import { EmptyState } from '../../ui/feedback/empty-state.js';
import { ErrorState } from '../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../ui/feedback/skeleton.js';
import { StateBadge } from '../../ui/values/state-badge.js';
import { useTicketTitle } from '../tickets/use-ticket-title.js';
import { useComingVisits } from './use-coming-visits.js';
import classes from './visit-list.module.css';

/** Upcoming visits: technician, time, reason and parts. */
export function VisitList() {
  const { t } = useTranslation();
  const format = useFormat();
  const title = useTicketTitle();
  const visits = useComingVisits();
  if (visits.query.isLoadingError) {
    return <ErrorState error={visits.query.error} onRetry={() => void visits.query.refetch()} />;
  }
  if (visits.items === undefined) return <SkeletonRows rows={2} cells={[20, 40, 20]} />;
  if (visits.items.length === 0) {
    return (
      <EmptyState icon={IconCalendarOff} title={t('customer:visits.emptyTitle')}>
        {t('customer:visits.emptyWhy')}
      </EmptyState>
    );
  }
  return (
    <ul className={classes.list}>
      {visits.items.map((visit) => (
        <li key={visit.id} className={classes.row}>
          <p className={classes.when}>
            <b>{format.day(visit.from)}</b>
            <span>{`${format.time(visit.from)}–${format.time(visit.to)}`}</span>
          </p>
          <div className={classes.words}>
            <Link to="/plant/visits/$ticketId" params={{ ticketId: visit.ticket.id }}>
              {title(visit.ticket)}
            </Link>
            <p className={classes.note}>
              {t('customer:plant.visitWho', {
                name: visit.technician.name,
                machine: visit.ticket.machine.serial,
              })}
              {`, ${visit.site.name}`}
            </p>
            {visit.parts.length === 0 ? null : (
              <p className={classes.note}>
                {t('customer:visits.brings', {
                  parts: visit.parts.map((part) => `${part.quantity} × ${part.partNumber}`).join(', '),
                })}
              </p>
            )}
          </div>
          <StateBadge state={visit.state} plain />
        </li>
      ))}
    </ul>
  );
}
