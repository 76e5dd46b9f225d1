import { IconBellRinging, IconInbox } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useList } from '../../../api/use-list.js';
import { useNow } from '../../../clock/clock.js';
import { ChangeWords } from '../../../features/field-work/inbox/change-words.js';
import { inbox } from '../../../features/field-work/inbox/inbox.store.js';
import { useInbox } from '../../../features/field-work/inbox/use-inbox.js';
import { useTicketTitle } from '../../../features/tickets/use-ticket-title.js';
import { useFormat } from '../../../format/use-format.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { FieldHead } from '../../../ui/field/field-head.js';
import { FieldRow } from '../../../ui/field/field-row.js';
import { FieldWait } from '../../../ui/field/field-wait.js';
import { changedSince, lastMoment } from '../day/recent-tickets.js';
import classes from './parts-page.module.css';

const WEEK = 7 * 86_400_000;

/**
 * Changes that affect the technician: new, moved and cancelled visits, and own tickets that changed in the last seven
 * days.
 */
export function InboxPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const title = useTicketTitle();
  const now = useNow(60_000);
  const entries = useInbox();
  const tickets = useList('tickets', '/tickets', { query: { mine: true, state: 'all' } });
  const recent = changedSince(tickets.items, new Date(now - WEEK).toISOString());
  // Mark entries as read when the user leaves the page, so that they stay highlighted while the page is open.
  useEffect(() => () => inbox.markSeen(), []);
  return (
    <>
      <FieldHead title={t('technician:inbox.title')} />
      {entries.map((entry) => (
        <FieldRow
          key={entry.id}
          sign={IconBellRinging}
          tone={entry.isSeen ? undefined : 'warning'}
          title={<ChangeWords change={entry} />}
          to={entry.kind === 'removed' ? undefined : `/field/tickets/${entry.visit.ticketId}`}
        >
          {format.ago(entry.at, now)}
        </FieldRow>
      ))}
      <h2 className={classes.heading}>{t('technician:inbox.tickets')}</h2>
      {tickets.query.data === undefined ? (
        <FieldWait query={tickets.query} />
      ) : recent.length === 0 ? (
        <EmptyState icon={IconInbox} title={t('technician:inbox.emptyTitle')}>
          {t('technician:inbox.emptyWhy')}
        </EmptyState>
      ) : (
        recent.map((ticket) => (
          <FieldRow key={ticket.id} title={title(ticket)} to={`/field/tickets/${ticket.id}`}>
            {[
              ticket.number,
              ticket.machine.serial,
              t(`state.${ticket.state}`),
              format.ago(lastMoment(ticket), now),
            ].join(', ')}
          </FieldRow>
        ))
      )}
    </>
  );
}
