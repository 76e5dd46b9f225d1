import { IconCalendarOff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { List } from '../../../api/use-list.js';
import { useTicketTitle } from '../../../features/tickets/use-ticket-title.js';
import { useComingVisits } from '../../../features/visits/use-coming-visits.js';
import { useFormat } from '../../../format/use-format.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { Section } from '../../../ui/layout/section.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import classes from './coming-up.module.css';

const SHOWN = 4;

interface ComingUpProps {
  readonly deliveries: List<'/kit-deliveries'>;
}

/** Upcoming visits, and the kits in `deliveries`, which are reserved or in transit. */
export function ComingUp({ deliveries }: ComingUpProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const title = useTicketTitle();
  const visits = useComingVisits();
  return (
    <>
      <Section
        title={t('customer:plant.comingUp')}
        action={<Link to="/plant/visits">{t('customer:plant.allVisits')}</Link>}
      >
        {visits.query.isLoadingError ? (
          <ErrorState error={visits.query.error} onRetry={() => void visits.query.refetch()} />
        ) : visits.items === undefined ? (
          <SkeletonRows rows={3} cells={[30, 60]} />
        ) : visits.items.length === 0 ? (
          <p className={classes.none}>
            <IconCalendarOff size={16} stroke={1.75} aria-hidden /> {t('customer:plant.noVisits')}
          </p>
        ) : (
          <ul>
            {visits.items.slice(0, SHOWN).map((visit) => (
              <li key={visit.id} className={classes.row}>
                <p className={classes.when}>
                  {t('customer:plant.visitWhen', {
                    day: format.day(visit.from),
                    from: format.time(visit.from),
                    to: format.time(visit.to),
                  })}
                </p>
                <Link
                  to="/plant/visits/$ticketId"
                  params={{ ticketId: visit.ticket.id }}
                  className={classes.what}
                >
                  {title(visit.ticket)}
                </Link>
                <p className={classes.note}>
                  {t('customer:plant.visitWho', {
                    name: visit.technician.name,
                    machine: visit.ticket.machine.serial,
                  })}
                </p>
                {visit.state === 'planned' ? null : <StateBadge state={visit.state} plain />}
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section
        title={t('customer:plant.parts')}
        action={
          <Link to="/plant/data" search={{ tab: 'kits' }}>
            {t('customer:plant.allParts')}
          </Link>
        }
      >
        {deliveries.query.isLoadingError ? (
          <ErrorState error={deliveries.query.error} onRetry={() => void deliveries.query.refetch()} />
        ) : deliveries.waiting ? (
          <SkeletonRows rows={2} cells={[30, 60]} />
        ) : deliveries.items.length === 0 ? (
          <p className={classes.none}>{t('customer:plant.noParts')}</p>
        ) : (
          <ul>
            {deliveries.items.slice(0, SHOWN).map((delivery) => (
              <li key={delivery.id} className={classes.row}>
                <p className={classes.when}>
                  {delivery.state === 'sent' && delivery.promisedOn !== null
                    ? t('customer:plant.promised', {
                        day: format.date(`${delivery.promisedOn}T12:00:00Z`, 'UTC'),
                      })
                    : delivery.predictedOn === null
                      ? t('customer:plant.dueUnknown')
                      : t('customer:plant.dueAbout', {
                          day: format.date(`${delivery.predictedOn}T12:00:00Z`, 'UTC'),
                        })}
                </p>
                <p className={classes.what}>
                  {t('customer:plant.kitOn', { kit: delivery.kit.code, machine: delivery.machine.serial })}
                </p>
                <StateBadge state={delivery.state} plain />
              </li>
            ))}
          </ul>
        )}
      </Section>
    </>
  );
}
