import { IconBeach } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../../api/session.js';
import type { Visit } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { useNow } from '../../../clock/clock.js';
import { useMyVisits } from '../../../features/field-work/inbox/use-visit-watch.js';
import { useTicketTitle } from '../../../features/tickets/use-ticket-title.js';
import { useFormat } from '../../../format/use-format.js';
import { initials } from '../../../shell/initials.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { FieldRow } from '../../../ui/field/field-row.js';
import { FieldWait } from '../../../ui/field/field-wait.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import { useOwnProfile } from '../use-own-profile.js';
import { CertificateWarning } from './certificate-warning.js';
import classes from './day-page.module.css';
import { NextJob } from './next-job.js';
import { nextVisit } from './next-visit.js';

const MAX_LATER_VISITS = 5;

const isBegun = (visit: Visit): boolean => visit.state === 'on_site';

/**
 * The technician's day: the next visit, the other visits of today, certificates that expire soon, and visits on other
 * days.
 */
export function DayPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const session = useSession();
  const now = useNow(60_000);
  const day = useOne('day', '/technicians/me/day', { refetchInterval: 60_000 });
  const planned = useMyVisits();
  const { profile } = useOwnProfile();
  const zone = day.data?.zone;
  const today = day.data?.date;
  const visits = day.data?.visits ?? [];
  // Includes unfinished and overdue visits of other days, which would otherwise disappear from view.
  const others = (planned.data?.items ?? []).filter(
    (visit) =>
      (visit.state === 'planned' || visit.state === 'on_site') && !visits.some(({ id }) => id === visit.id),
  );
  const ofToday = nextVisit(visits);
  const next = nextVisit([...visits, ...(ofToday === undefined ? others : others.filter(isBegun))]);
  const laterVisits = visits.filter((visit) => visit.id !== next?.id);
  const later = others.filter((visit) => visit.id !== next?.id).slice(0, MAX_LATER_VISITS);
  return (
    <>
      <div className={classes.head}>
        <h1 className={classes.date}>{format.day(now, zone)}</h1>
        <Link to="/field/me" className={classes.person} aria-label={t('technician:me.open')}>
          {initials(session.user.name)}
        </Link>
      </div>
      {day.data === undefined ? (
        <FieldWait query={day} rows={6} />
      ) : next === undefined ? (
        <div className={classes.free}>
          <EmptyState
            icon={IconBeach}
            title={visits.length === 0 ? t('technician:day.emptyTitle') : t('technician:day.doneTitle')}
            actions={
              <Link to="/field/inbox" className={classes.inbox}>
                {t('technician:nav.inbox')}
              </Link>
            }
          >
            {t('technician:day.emptyWhy')}
          </EmptyState>
        </div>
      ) : (
        <>
          {ofToday === undefined && !isBegun(next) ? (
            <p className={classes.none}>
              {visits.length === 0 ? t('technician:day.emptyTitle') : t('technician:day.doneTitle')}.{' '}
              {t('technician:day.nextOne')}
            </p>
          ) : null}
          <NextJob key={next.id} visit={next} />
        </>
      )}
      {laterVisits.map((visit) => (
        <VisitRow key={visit.id} visit={visit} />
      ))}
      {profile === undefined || today === undefined ? null : (
        <CertificateWarning certificates={profile.certificates} today={today} />
      )}
      {later.length === 0 ? null : (
        <section>
          <h2 className={classes.heading}>{t('technician:day.later')}</h2>
          {later.map((visit) => (
            <VisitRow key={visit.id} visit={visit} withDay />
          ))}
        </section>
      )}
    </>
  );
}

interface VisitRowProps {
  readonly visit: Visit;
  readonly withDay?: boolean;
}

function VisitRow({ visit, withDay = false }: VisitRowProps) {
  const format = useFormat();
  const title = useTicketTitle();
  const parts = visit.parts.map((part) => `${part.quantity} × ${part.partNumber}`).join(', ');
  return (
    <FieldRow
      lead={
        <>
          {withDay ? <span className={classes.day}>{format.shortDate(visit.from)}</span> : null}
          {format.time(visit.from)}
        </>
      }
      title={title(visit.ticket)}
      to={`/field/tickets/${visit.ticket.id}`}
    >
      <span
        className={classes.line}
      >{`${visit.ticket.machine.serial}, ${visit.site.city || visit.site.name}`}</span>
      {parts === '' ? null : <span className={classes.line}>{parts}</span>}
      {visit.state === 'planned' ? null : <StateBadge state={visit.state} plain />}
    </FieldRow>
  );
}
