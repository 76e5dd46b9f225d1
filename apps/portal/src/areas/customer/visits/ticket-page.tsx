import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import { useOne } from '../../../api/use-one.js';
import { TicketFiles } from '../../../features/tickets/files/ticket-files.js';
import { EvidenceChart } from '../../../features/tickets/history/evidence-chart.js';
import { TicketLog } from '../../../features/tickets/history/ticket-log.js';
import { TicketStateBadge } from '../../../features/tickets/ticket-state-badge.js';
import { useTicketTitle } from '../../../features/tickets/use-ticket-title.js';
import { useFormat } from '../../../format/use-format.js';
import { useLocalised } from '../../../i18n/localised.js';
import { useCodeText } from '../../../i18n/use-code-text.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonBlock } from '../../../ui/feedback/skeleton.js';
import { Facts } from '../../../ui/layout/facts.js';
import { PageHeader } from '../../../ui/layout/page-header.js';
import { Section } from '../../../ui/layout/section.js';
import { Steps } from '../../../ui/layout/steps.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import classes from './ticket-page.module.css';

const PROGRESS_STATES = ['new', 'assigned', 'accepted', 'in_progress', 'closed'] as const;

/** A ticket from the plant's view: status, the curve behind the alarm, visits, parts, outcome, files and history. */
export function TicketPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay();
  const text = useCodeText();
  const localised = useLocalised();
  const title = useTicketTitle();
  const { ticketId = '' } = useParams({ strict: false });
  const query = useOne('tickets', '/tickets/{id}', { path: { id: ticketId } });
  if (query.isLoadingError) {
    return (
      <ErrorState
        error={query.error}
        title={t('customer:ticket.failed')}
        onRetry={() => void query.refetch()}
      />
    );
  }
  if (query.data === undefined) return <SkeletonBlock height={480} />;
  const ticket = query.data;
  const isOpen = ticket.state !== 'closed' && ticket.state !== 'cancelled';
  const reached = (PROGRESS_STATES as readonly string[]).indexOf(ticket.state);
  const visits = ticket.visits.filter((visit) => visit.state !== 'cancelled');
  return (
    <div>
      <PageHeader
        crumbs={[
          { label: t('customer:nav.visits'), to: '/plant/visits' },
          { label: ticket.machine.serial, to: `/plant/machines/${ticket.machine.id}` },
        ]}
        title={`${ticket.number}, ${title(ticket)}`}
        state={<TicketStateBadge state={ticket.state} plain={false} />}
        below={t('customer:ticket.opened', { when: format.dateTime(ticket.openedAt) })}
      />
      {reached === -1 ? null : (
        <div className={classes.way}>
          <Steps
            label={t('customer:ticket.way')}
            current={ticket.state === 'closed' ? PROGRESS_STATES.length : reached}
            steps={PROGRESS_STATES.map((state) => ({
              key: state,
              label: t(`customer:ticketState.${state}`),
            }))}
          />
        </div>
      )}
      <div className={classes.split}>
        <div className={classes.main}>
          {ticket.description === '' ? null : <p className={classes.description}>{ticket.description}</p>}
          {ticket.evidence === null ? null : (
            <Section
              title={text('common:signal', ticket.evidence.signalKey)}
              aside={t('customer:ticket.evidence')}
            >
              <EvidenceChart evidence={ticket.evidence} />
            </Section>
          )}
          <Section title={t('customer:ticket.visits')}>
            {visits.length === 0 ? (
              <p className={classes.none}>
                {isOpen ? t('customer:ticket.noVisitYet') : t('customer:ticket.noVisit')}
              </p>
            ) : (
              <ul>
                {visits.map((visit) => (
                  <li key={visit.id} className={classes.visit}>
                    <span>
                      {t('customer:plant.visitWhen', {
                        day: format.day(visit.from),
                        from: format.time(visit.from),
                        to: format.time(visit.to),
                      })}
                    </span>
                    <b>{visit.technician.name}</b>
                    <StateBadge state={visit.state} plain />
                  </li>
                ))}
              </ul>
            )}
          </Section>
          {ticket.parts.length === 0 ? null : (
            <Section title={t('customer:ticket.parts')}>
              <Facts
                items={ticket.parts.map((part) => [
                  `${part.partNumber} ${localised(part.name)}`.trim(),
                  t('customer:ticket.pieces', { count: part.quantity }),
                ])}
              />
            </Section>
          )}
          {ticket.state === 'closed' ? (
            <Section title={t('customer:ticket.outcome')}>
              <Facts
                items={[
                  [t('customer:ticket.symptom'), text('common:symptom', ticket.symptom ?? 'other')],
                  [t('customer:ticket.cause'), text('common:cause', ticket.cause ?? 'other')],
                  [t('customer:ticket.remedy'), text('common:remedy', ticket.remedy ?? 'other')],
                  ...(ticket.closingNote ? [[t('customer:ticket.note'), ticket.closingNote] as const] : []),
                ]}
              />
            </Section>
          ) : null}
          <TicketFiles ticket={ticket} mayAdd={isOpen && may('tickets.raise')} />
        </div>
        <aside className={classes.side}>
          <TicketLog ticket={ticket} isOpen={isOpen} />
        </aside>
      </div>
    </div>
  );
}
