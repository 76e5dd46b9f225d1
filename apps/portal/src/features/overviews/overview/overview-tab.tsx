import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import type { Overview } from '../../../api/types.js';
import { useList } from '../../../api/use-list.js';
import { useNow } from '../../../clock/clock.js';
import { useFormat } from '../../../format/use-format.js';
import { useLocalised } from '../../../i18n/localised.js';
import { useCodeText } from '../../../i18n/use-code-text.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { Section } from '../../../ui/layout/section.js';
import { useUrlFilters } from '../../../ui/tables/use-url-filters.js';
import { Money } from '../../../ui/values/money.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import { MachineState } from '../../machines/duty/machine-state.js';
import { TicketTitle } from '../../tickets/ticket-title.js';
import { documentPath } from '../feed/path-of-entry.js';
import { filterOf, pathOf, type Subject } from '../subject.js';
import { Earned } from './earned.js';
import classes from './overview-tab.module.css';

/** Maximum number of rows in each list. The heading of a list links to all of its rows. */
const MOST = 8;

interface OverviewTabProps {
  readonly subject: Subject;
  readonly overview: Overview;
  /** Details of the customer or site. */
  readonly children: ReactNode;
}

/** Revenue of a customer or site, the state of its machines, open work, and amounts due. */
export function OverviewTab({ subject, overview, children }: OverviewTabProps) {
  const may = useMay();
  const [filters, change] = useUrlFilters();
  return (
    <div className={classes.split}>
      <div className={classes.main}>
        {may('revenue.read') ? <Earned subject={subject} filters={filters} onChange={change} /> : null}
        <Machines subject={subject} />
      </div>
      <aside className={classes.side}>
        {overview.money === null ? null : <DueInvoices subject={subject} money={overview.money} />}
        <OpenAlarms subject={subject} />
        {may('tickets.read') ? <OpenTickets subject={subject} /> : null}
        {children}
      </aside>
    </div>
  );
}

/** Heading of a list that links to the tab with all of its rows. */
function TabLink({ subject, tab, children }: { subject: Subject; tab: string; children: ReactNode }) {
  return (
    <Link to={pathOf(subject)} search={{ tab }}>
      {children}
    </Link>
  );
}

function Machines({ subject }: { readonly subject: Subject }) {
  const { t } = useTranslation();
  const machines = useList('machines', '/machines', {
    query: { ...filterOf(subject), limit: MOST },
    refetchInterval: 60_000,
  });
  return (
    <Section
      title={t('app:rail.group.machines')}
      aside={t('maker:overview.worstFirst')}
      action={
        <TabLink subject={subject} tab="machines">
          {t('maker:overview.allMachines')}
        </TabLink>
      }
    >
      {machines.query.isLoadingError ? (
        <ErrorState error={machines.query.error} onRetry={() => void machines.query.refetch()} />
      ) : machines.waiting ? (
        <SkeletonRows rows={4} />
      ) : machines.items.length === 0 ? (
        <p className={classes.none}>{t('maker:overview.noMachines')}</p>
      ) : (
        <ul>
          {machines.items.map((machine) => (
            <li key={machine.id} className={classes.row}>
              <span className={classes.state}>
                <MachineState state={machine.state} />
              </span>
              <Link to="/fleet/$machineId" params={{ machineId: machine.id }}>
                {machine.serial}
              </Link>
              <span className={classes.quiet}>
                {[machine.model.name, subject.kind === 'customer' ? machine.site?.name : undefined]
                  .filter(Boolean)
                  .join(', ')}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function DueInvoices({
  subject,
  money,
}: {
  readonly subject: Subject;
  readonly money: NonNullable<Overview['money']>;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Section
      title={
        <TabLink subject={subject} tab="invoices">
          {t('maker:overview.dueInvoices')}
        </TabLink>
      }
    >
      {money.nextDue.length === 0 ? (
        <p className={classes.none}>{t('maker:overview.nothingDue')}</p>
      ) : (
        <ul>
          {money.nextDue.map(({ id, number, group, dueOn, amount }) => (
            <li key={id} className={classes.row}>
              <Link to={documentPath(id, group)}>{number}</Link>
              <span className={classes.quiet}>{format.date(`${dueOn}T00:00:00Z`, 'UTC')}</span>
              <Money amount={amount.amount} currency={amount.currency} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function OpenAlarms({ subject }: { readonly subject: Subject }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow(60_000);
  const localised = useLocalised();
  const text = useCodeText();
  const alarms = useList('alarms', '/alarms', { query: { ...filterOf(subject), limit: MOST } });
  return (
    <Section title={t('maker:overview.openAlarms')}>
      {alarms.query.isLoadingError ? (
        <ErrorState error={alarms.query.error} onRetry={() => void alarms.query.refetch()} />
      ) : alarms.waiting ? (
        <SkeletonRows rows={2} />
      ) : alarms.items.length === 0 ? (
        <p className={classes.none}>{t('maker:overview.noAlarms')}</p>
      ) : (
        <ul>
          {alarms.items.map((alarm) => (
            <li key={alarm.id} className={classes.entry}>
              <StateBadge state={alarm.severity} plain>
                {localised(alarm.name) || text('common:alarmName', alarm.code)}
              </StateBadge>
              <span className={classes.quiet}>
                <Link
                  to="/fleet/$machineId"
                  params={{ machineId: alarm.machine.id }}
                  search={{ tab: 'alarms' }}
                >
                  {alarm.machine.serial}
                </Link>{' '}
                {format.duration(now - Date.parse(alarm.raisedAt))}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function OpenTickets({ subject }: { readonly subject: Subject }) {
  const { t } = useTranslation();
  const tickets = useList('tickets', '/tickets', { query: { ...filterOf(subject), limit: MOST } });
  return (
    <Section
      title={
        <TabLink subject={subject} tab="tickets">
          {t('maker:overview.openTickets')}
        </TabLink>
      }
    >
      {tickets.query.isLoadingError ? (
        <ErrorState error={tickets.query.error} onRetry={() => void tickets.query.refetch()} />
      ) : tickets.waiting ? (
        <SkeletonRows rows={2} />
      ) : tickets.items.length === 0 ? (
        <p className={classes.none}>{t('maker:overview.noTickets')}</p>
      ) : (
        <ul>
          {tickets.items.map((ticket) => (
            <li key={ticket.id} className={classes.entry}>
              <Link to="/tickets/$ticketId" params={{ ticketId: ticket.id }}>
                {ticket.number} <TicketTitle ticket={ticket} />
              </Link>
              <span className={classes.quiet}>
                {ticket.machine.serial}{' '}
                <StateBadge state={ticket.state === 'new' ? 'unassigned' : ticket.state} plain />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
