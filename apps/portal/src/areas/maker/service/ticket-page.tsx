import { Button } from '@mantine/core';
import { IconBan, IconCheck, IconPhone } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import { useOne } from '../../../api/use-one.js';
import { useNow } from '../../../clock/clock.js';
import { CandidateList } from '../../../features/tickets/actions/candidate-list.js';
import { CancelDialog, CloseDialog } from '../../../features/tickets/actions/close-dialog.js';
import { EvidenceChart } from '../../../features/tickets/history/evidence-chart.js';
import { TicketSteps } from '../../../features/tickets/history/ticket-steps.js';
import { TicketTimeline } from '../../../features/tickets/history/ticket-timeline.js';
import { PartBadge } from '../../../features/tickets/parts/part-badge.js';
import { useTicketTitle } from '../../../features/tickets/use-ticket-title.js';
import { useFormat } from '../../../format/use-format.js';
import { useLocalised } from '../../../i18n/localised.js';
import { useCodeText } from '../../../i18n/use-code-text.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonBlock } from '../../../ui/feedback/skeleton.js';
import { Facts } from '../../../ui/layout/facts.js';
import { PageHeader } from '../../../ui/layout/page-header.js';
import { Section } from '../../../ui/layout/section.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import classes from './ticket-page.module.css';

const OPEN = ['new', 'assigned', 'accepted', 'in_progress'];

/** A ticket for dispatchers: progress, evidence, outcome, suggested technicians, parts, site, files and history. */
export function TicketPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay();
  const now = useNow(60_000);
  const title = useTicketTitle();
  const text = useCodeText();
  const localised = useLocalised();
  const { ticketId = '' } = useParams({ strict: false });
  const [dialog, setDialog] = useState<'close' | 'cancel'>();
  const query = useOne('tickets', '/tickets/{id}', { path: { id: ticketId } });
  if (query.isLoadingError)
    return (
      <ErrorState error={query.error} title={t('maker:ticket.failed')} onRetry={() => void query.refetch()} />
    );
  if (query.data === undefined) return <SkeletonBlock height={480} />;
  const ticket = query.data;
  const open = OPEN.includes(ticket.state);
  const visit = ticket.visits.find((candidate) => candidate.state !== 'cancelled');
  return (
    <div className={classes.page}>
      <PageHeader
        crumbs={[
          { label: t('app:rail.tickets'), to: '/tickets' },
          { label: ticket.customer.name, to: `/customers/${ticket.customer.id}` },
          { label: ticket.site.name, to: `/sites/${ticket.site.id}` },
          { label: ticket.machine.serial, to: `/fleet/${ticket.machine.id}` },
        ]}
        title={`${ticket.number}, ${title(ticket)}`}
        state={<StateBadge state={ticket.state === 'new' ? 'unassigned' : ticket.state} />}
        actions={
          open ? (
            <>
              {ticket.actions.includes('cancel') && may('tickets.assign') ? (
                <Button
                  variant="default"
                  leftSection={<IconBan size={16} stroke={1.75} />}
                  onClick={() => setDialog('cancel')}
                >
                  {t('maker:ticket.cancel')}
                </Button>
              ) : null}
              {ticket.actions.includes('close') && may('tickets.work') ? (
                <Button
                  variant="default"
                  leftSection={<IconCheck size={16} stroke={1.75} />}
                  onClick={() => setDialog('close')}
                >
                  {t('maker:ticket.close')}
                </Button>
              ) : null}
            </>
          ) : undefined
        }
      />
      <div className={classes.steps}>
        <TicketSteps ticket={ticket} />
      </div>
      <div className={classes.split}>
        <div className={classes.main}>
          <dl className={classes.figures}>
            <Figure
              name={t('maker:ticket.openFor')}
              value={format.duration(
                (ticket.closedAt === null ? now : Date.parse(ticket.closedAt)) - Date.parse(ticket.openedAt),
                'hours',
              )}
              note={format.dateTime(ticket.openedAt)}
            />
            <Figure
              name={t('maker:alarms.severity')}
              value={<StateBadge state={ticket.severity} plain />}
              note={t(`maker:ticket.kind.${ticket.kind}`)}
            />
            <Figure
              name={t('maker:tickets.who')}
              value={ticket.technician?.name ?? t('maker:ticket.nobody')}
              note={
                visit === undefined
                  ? t('maker:ticket.noVisit')
                  : `${format.dateTime(visit.from)}–${format.time(visit.to)}`
              }
            />
            <Figure
              name={t('maker:ticket.contact')}
              value={ticket.contact?.name ?? '—'}
              note={ticket.contact?.phone ?? ''}
            />
          </dl>
          {ticket.description === '' ? null : <p className={classes.description}>{ticket.description}</p>}
          {ticket.evidence === null ? null : (
            <Section
              title={text('common:signal', ticket.evidence.signalKey)}
              aside={t('maker:ticket.evidence')}
            >
              <EvidenceChart evidence={ticket.evidence} />
            </Section>
          )}
          {ticket.state === 'closed' ? (
            <Section title={t('maker:ticket.outcome')}>
              <Facts
                items={[
                  [t('maker:ticket.symptom'), text('common:symptom', ticket.symptom ?? 'other')],
                  [t('maker:ticket.cause'), text('common:cause', ticket.cause ?? 'other')],
                  [t('maker:ticket.remedy'), text('common:remedy', ticket.remedy ?? 'other')],
                  [t('maker:ticket.note'), ticket.closingNote],
                ]}
              />
            </Section>
          ) : null}
          <div className={classes.columns}>
            <div>{may('tickets.assign') && open ? <CandidateList ticket={ticket} /> : null}</div>
            <div>
              <Section
                title={t('maker:ticket.parts')}
                aside={ticket.parts.length === 0 ? t('maker:ticket.noParts') : undefined}
              >
                <ul>
                  {ticket.parts.map((part) => (
                    <li key={part.partNumber} className={classes.part}>
                      <b>{part.partNumber}</b>
                      <span className={classes.partName}>{localised(part.name)}</span>
                      <span>{part.quantity}</span>
                      {open ? <PartBadge part={part} isPlanned={visit !== undefined} /> : null}
                    </li>
                  ))}
                </ul>
              </Section>
              <Section title={t('maker:ticket.site')}>
                <Facts
                  items={[
                    [t('maker:ticket.address'), ticket.site.address || '—'],
                    [t('maker:ticket.access'), ticket.site.accessNotes || '—'],
                    [
                      t('maker:ticket.contact'),
                      ticket.contact === null ? (
                        '—'
                      ) : (
                        <a key="c" href={`tel:${ticket.contact.phone}`}>
                          <IconPhone size={13} stroke={1.75} aria-hidden /> {ticket.contact.name}{' '}
                          {ticket.contact.phone}
                        </a>
                      ),
                    ],
                  ]}
                />
              </Section>
              {ticket.files.length === 0 ? null : (
                <Section title={t('maker:ticket.files')}>
                  <ul className={classes.files}>
                    {ticket.files.map((file) => (
                      <li key={file.id}>
                        <a href={`/api/v1/files/${file.id}`} target="_blank" rel="noreferrer">
                          {file.mime.startsWith('image/') ? (
                            <img src={`/api/v1/files/${file.id}`} alt={file.name} />
                          ) : (
                            file.name
                          )}
                        </a>
                      </li>
                    ))}
                  </ul>
                </Section>
              )}
            </div>
          </div>
        </div>
        <aside className={classes.side}>
          <TicketTimeline ticket={ticket} />
        </aside>
      </div>
      {dialog === 'close' ? <CloseDialog ticket={ticket} onClose={() => setDialog(undefined)} /> : null}
      {dialog === 'cancel' ? <CancelDialog ticket={ticket} onClose={() => setDialog(undefined)} /> : null}
    </div>
  );
}

interface FigureProps {
  readonly name: string;
  readonly value: React.ReactNode;
  readonly note: string;
}

function Figure({ name, value, note }: FigureProps) {
  return (
    <div className={classes.figure}>
      <dt>{name}</dt>
      <dd>{value}</dd>
      <dd className={classes.note}>{note}</dd>
    </div>
  );
}
