import { IconUserX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Alarm, SilentMachine, Today } from '../../../api/types.js';
import { TicketTitle } from '../../../features/tickets/ticket-title.js';
import { useFormat } from '../../../format/use-format.js';
import { useLocalised } from '../../../i18n/localised.js';
import { useCodeText } from '../../../i18n/use-code-text.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import { type FoldedTicket, foldTickets } from './fold-tickets.js';
import classes from './urgent-work.module.css';
import { sinceWords } from './since-words.js';
import { PlaceLinks } from '../../../features/places/place-links.js';

interface UrgentWorkProps {
  readonly today: Today;
  readonly now: number;
}

/**
 * Work that needs attention, unassigned first: unassigned tickets, critical alarms without such a ticket, and machines
 * without data.
 */
export function UrgentWork({ today, now }: UrgentWorkProps) {
  const { t } = useTranslation();
  const { ticketsWithoutTechnician: tickets, silentMachines: silent } = today;
  const alarms = findAlarmsWithoutTicket(today);
  if (tickets.length + alarms.length + silent.length === 0)
    return <p className={classes.none}>{t('maker:today.noPromises')}</p>;
  return (
    <ul className={classes.list}>
      {foldTickets(tickets).map(({ ticket, others }) => (
        <UrgentTicket key={ticket.id} ticket={ticket} others={others} now={now} />
      ))}
      {alarms.map((alarm) => (
        <UrgentAlarm key={alarm.id} alarm={alarm} now={now} />
      ))}
      {silent.map((machine) => (
        <SilentMachineRow key={machine.id} machine={machine} now={now} />
      ))}
    </ul>
  );
}

/** Critical alarms without a listed ticket, so that each problem has one row. */
export function findAlarmsWithoutTicket(today: Today): readonly Alarm[] {
  const ticketAlarmIds = new Set(today.ticketsWithoutTechnician.map((ticket) => ticket.alarmId));
  return today.criticalAlarms.filter((alarm) => !ticketAlarmIds.has(alarm.id));
}

function UrgentTicket({ ticket, others, now }: FoldedTicket & { readonly now: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const age = now - Date.parse(ticket.openedAt);
  return (
    <li className={classes.row}>
      <span className={classes.time} data-tone={ticket.severity}>
        {format.duration(age, 'hours')}
        <span className={classes.note}>
          {t('maker:today.since', { when: sinceWords(ticket.openedAt, now, format) })}
        </span>
      </span>
      <span className={classes.what}>
        <b>
          <TicketTitle ticket={ticket} />
        </b>
        <span className={classes.note}>
          {others === 0 ? ticket.number : t('maker:today.andMore', { number: ticket.number, count: others })}
        </span>
      </span>
      <span className={classes.where}>
        {ticket.machine.serial}
        <span className={classes.note}>
          <PlaceLinks site={ticket.site} customer={ticket.customer} />
        </span>
      </span>
      <span className={classes.now}>
        <span className={classes.nobody}>
          <IconUserX size={16} stroke={1.75} aria-hidden /> {t('maker:today.nobody')}
        </span>
        <Link to="/tickets/$ticketId" params={{ ticketId: ticket.id }} className={classes.act}>
          {t('maker:today.plan', { number: ticket.number })}
        </Link>
      </span>
    </li>
  );
}

function UrgentAlarm({ alarm, now }: { readonly alarm: Alarm; readonly now: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const text = useCodeText();
  const localised = useLocalised();
  return (
    <li className={classes.row}>
      <span className={classes.time} data-tone="critical">
        {format.duration(now - Date.parse(alarm.raisedAt), 'hours')}
        <span className={classes.note}>
          {t('maker:today.since', { when: sinceWords(alarm.raisedAt, now, format) })}
        </span>
      </span>
      <span className={classes.what}>
        <b>{`${alarm.code} ${localised(alarm.name) || text('common:alarmName', alarm.code)}`}</b>
        <span className={classes.note}>{t('maker:today.alarm')}</span>
      </span>
      <span className={classes.where}>
        <Link to="/fleet/$machineId" params={{ machineId: alarm.machine.id }}>
          {alarm.machine.serial}
        </Link>
        <span className={classes.note}>
          <PlaceLinks site={alarm.site} customer={alarm.customer} />
        </span>
      </span>
      <span className={classes.now}>
        <StateBadge state={alarm.acknowledgedAt === null ? 'critical' : 'acknowledged'} plain>
          {alarm.acknowledgedAt === null ? t('maker:today.notAcknowledged') : t('state.acknowledged')}
        </StateBadge>
        {alarm.ticket === null || alarm.ticket === undefined ? (
          <Link to="/alarms" className={classes.act}>
            {t('maker:today.toAlarms')}
          </Link>
        ) : (
          <Link to="/tickets/$ticketId" params={{ ticketId: alarm.ticket.id }} className={classes.act}>
            {alarm.ticket.number}
          </Link>
        )}
      </span>
    </li>
  );
}

function SilentMachineRow({ machine, now }: { readonly machine: SilentMachine; readonly now: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <li className={classes.row}>
      <span className={classes.time}>
        {machine.silentSince === null ? '—' : format.duration(now - Date.parse(machine.silentSince))}
        <span className={classes.note}>
          {machine.silentSince === null
            ? ''
            : t('maker:today.since', { when: sinceWords(machine.silentSince, now, format) })}
        </span>
      </span>
      <span className={classes.what}>
        <b>{t('maker:today.silent')}</b>
      </span>
      <span className={classes.where}>
        <Link to="/fleet/$machineId" params={{ machineId: machine.id }}>
          {machine.serial}
        </Link>
        <span className={classes.note}>
          <PlaceLinks site={machine.site} customer={machine.customer} />
        </span>
      </span>
      <span className={classes.now}>
        <StateBadge state="silent" plain />
      </span>
    </li>
  );
}
