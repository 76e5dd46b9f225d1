import { Tabs } from '@mantine/core';
import { IconEngine } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Ticket } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { MachineTickets } from '../../../features/field-work/ticket/machine-tickets.js';
import { PartsLine } from '../../../features/field-work/ticket/parts/parts-line.js';
import { LocationRows } from '../../../features/field-work/ticket/location-rows.js';
import { TicketFoot } from '../../../features/field-work/ticket/steps/ticket-foot.js';
import { TicketActivity } from '../../../features/field-work/ticket/ticket-activity.js';
import { EvidenceChart } from '../../../features/tickets/history/evidence-chart.js';
import { PartBadge } from '../../../features/tickets/parts/part-badge.js';
import { useTicketTitle } from '../../../features/tickets/use-ticket-title.js';
import { useFormat } from '../../../format/use-format.js';
import { useLocalised } from '../../../i18n/localised.js';
import { useCodeText } from '../../../i18n/use-code-text.js';
import { FieldHead } from '../../../ui/field/field-head.js';
import { FieldRow } from '../../../ui/field/field-row.js';
import { FieldWait } from '../../../ui/field/field-wait.js';
import { Facts } from '../../../ui/layout/facts.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import classes from './ticket-page.module.css';

const TABS = ['job', 'parts', 'story'] as const;

/** A ticket in the field: the problem with its evidence, site access, parts, and previous work on the machine. */
export function TicketPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const text = useCodeText();
  const localised = useLocalised();
  const title = useTicketTitle();
  const { ticketId = '' } = useParams({ strict: false });
  const query = useOne('tickets', '/tickets/{id}', { path: { id: ticketId } });
  const back = { to: '/field', label: t('technician:nav.day') };
  if (query.data === undefined) {
    return (
      <>
        <FieldHead title={t('technician:ticket.title')} back={back} />
        <FieldWait query={query} rows={6} />
      </>
    );
  }
  const ticket = query.data;
  const visit = ticket.visits.find(
    (candidate) => candidate.state === 'planned' || candidate.state === 'on_site',
  );
  const isOpen = ticket.state !== 'closed' && ticket.state !== 'cancelled';
  return (
    <>
      <FieldHead
        title={title(ticket)}
        back={{ ...back, label: ticket.number }}
        aside={<StateBadge state={ticket.state === 'new' ? 'unassigned' : ticket.state} />}
        below={
          <>
            <p>{`${ticket.machine.serial}, ${ticket.site.city || ticket.site.name}`}</p>
            {visit === undefined ? null : (
              <p>{`${format.day(visit.from)}, ${format.time(visit.from)}–${format.time(visit.to)}`}</p>
            )}
          </>
        }
      />
      <Tabs defaultValue="job" keepMounted={false}>
        <Tabs.List className={classes.tabs}>
          {TABS.map((tab) => (
            <Tabs.Tab key={tab} value={tab} className={classes.tab}>
              {t(`technician:ticket.tab.${tab}`)}
              {tab === 'parts' && ticket.parts.length > 0 ? ` ${ticket.parts.length}` : ''}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="job">
          {ticket.description === '' ? null : <p className={classes.description}>{ticket.description}</p>}
          {ticket.evidence === null ? null : (
            <section className={classes.evidence}>
              <h2 className={classes.name}>{text('common:signal', ticket.evidence.signalKey)}</h2>
              <EvidenceChart evidence={ticket.evidence} height={180} />
            </section>
          )}
          <StateRow ticket={ticket} />
          {visit === undefined ? null : <PartsLine parts={ticket.parts} />}
          <LocationRows ticket={ticket} />
          <FieldRow
            sign={IconEngine}
            title={t('technician:ticket.machine', { serial: ticket.machine.serial })}
            to={`/field/machines/${ticket.machine.id}`}
          />
        </Tabs.Panel>
        <Tabs.Panel value="parts">
          {visit === undefined ? null : <PartsLine parts={ticket.parts} />}
          {ticket.parts.map((part) => (
            <FieldRow key={part.partNumber} title={`${part.quantity} × ${part.partNumber}`}>
              <span className={classes.part}>
                {localised(part.name)}{' '}
                {isOpen ? <PartBadge part={part} isPlanned={visit !== undefined} /> : null}
              </span>
            </FieldRow>
          ))}
        </Tabs.Panel>
        <Tabs.Panel value="story">
          {ticket.state === 'closed' ? (
            <div className={classes.facts}>
              <Facts
                items={[
                  [t('technician:close.symptom'), text('common:symptom', ticket.symptom ?? 'other')],
                  [t('technician:close.cause'), text('common:cause', ticket.cause ?? 'other')],
                  [t('technician:close.remedy'), text('common:remedy', ticket.remedy ?? 'other')],
                ]}
              />
            </div>
          ) : null}
          <div className={classes.story}>
            <TicketActivity ticket={ticket} />
          </div>
          {ticket.files.length === 0 ? null : (
            <ul className={classes.files}>
              {ticket.files.map((file) => (
                <li key={file.id}>
                  <a href={`/api/v1/files/${file.id}`} target="_blank" rel="noreferrer">
                    {file.mime.startsWith('image/') ? (
                      <img src={`/api/v1/files/${file.id}`} alt={file.name} loading="lazy" />
                    ) : (
                      file.name
                    )}
                  </a>
                </li>
              ))}
            </ul>
          )}
          <h2 className={classes.heading}>{t('technician:ticket.others')}</h2>
          <MachineTickets machineId={ticket.machine.id} without={ticket.id} />
        </Tabs.Panel>
      </Tabs>
      {isOpen ? <TicketFoot ticket={ticket} /> : null}
    </>
  );
}

function StateRow({ ticket }: { readonly ticket: Ticket }) {
  const { t } = useTranslation();
  return (
    <p className={classes.severity}>
      <StateBadge state={ticket.severity} plain>
        {t(`technician:ticket.severity.${ticket.severity}`)}
      </StateBadge>
    </p>
  );
}
