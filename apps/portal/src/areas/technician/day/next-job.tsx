import { Button } from '@mantine/core';
import { IconClock, IconDoorEnter, IconNavigation } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Visit } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { useNow } from '../../../clock/clock.js';
import { toGeoLink } from '../../../features/field-work/ticket/geo-link.js';
import { PartsLine } from '../../../features/field-work/ticket/parts/parts-line.js';
import { StepButton } from '../../../features/field-work/ticket/steps/step-button.js';
import { useTicketTitle } from '../../../features/tickets/use-ticket-title.js';
import { instantToWallTime, zoneOffsetMinutes } from '../../../format/time.js';
import { useFormat } from '../../../format/use-format.js';
import { FieldRow } from '../../../ui/field/field-row.js';
import classes from './next-job.module.css';

/** The next visit: time, task, site, availability of parts, directions, and the one action to take. */
export function NextJob({ visit }: { readonly visit: Visit }) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const title = useTicketTitle();
  const now = useNow(30_000);
  const ticket = useOne('tickets', '/tickets/{id}', { path: { id: visit.ticket.id } });
  const geo = toGeoLink(visit.site);
  const start = Date.parse(visit.from);
  const isToday =
    instantToWallTime(start, format.zone).slice(0, 10) === instantToWallTime(now, format.zone).slice(0, 10);
  const zone = visit.site.zone;
  const isElsewhere =
    zone !== undefined && zoneOffsetMinutes(zone, start) !== zoneOffsetMinutes(format.zone, start);
  return (
    <section className={classes.job} aria-labelledby="next-job">
      <div className={classes.head}>
        <p className={classes.when}>
          {isToday ? null : <span className={classes.day}>{format.day(visit.from)}</span>}
          <span className={classes.time}>{format.time(visit.from)}</span>
          <span className={classes.until}>
            {visit.state === 'on_site'
              ? t('technician:day.onSite')
              : start > now
                ? t('technician:day.in', { duration: format.duration(start - now, 'hours') })
                : t('technician:day.late', { duration: format.duration(now - start, 'hours') })}
            {isElsewhere && zone !== undefined
              ? `, ${format.time(visit.from, zone)} ${format.city(zone)}`
              : ''}
          </span>
        </p>
        <h2 className={classes.title} id="next-job">
          <Link to="/field/tickets/$ticketId" params={{ ticketId: visit.ticket.id }}>
            {title(visit.ticket)}
          </Link>
        </h2>
        <p>{`${visit.ticket.machine.serial}, ${visit.site.city || visit.site.name}`}</p>
        <p className={classes.note}>{visit.ticket.customer.name}</p>
      </div>
      <PartsLine parts={ticket.data?.parts ?? visit.parts} />
      {visit.site.accessNotes === '' ? null : (
        <FieldRow sign={IconDoorEnter} title={visit.site.accessNotes} />
      )}
      <FieldRow
        sign={IconClock}
        title={t('technician:day.until', {
          time: format.time(visit.to),
          duration: format.duration(Date.parse(visit.to) - start, 'hours'),
        })}
      />
      <div className={classes.foot}>
        {geo === undefined ? null : (
          <Button
            component="a"
            href={geo}
            variant="default"
            leftSection={<IconNavigation size={22} stroke={1.75} />}
          >
            {t('technician:day.route')}
          </Button>
        )}
        <StepButton
          ticket={ticket.data ?? visit.ticket}
          onClose={() =>
            void navigate({ to: '/field/tickets/$ticketId', params: { ticketId: visit.ticket.id } })
          }
        />
      </div>
    </section>
  );
}
