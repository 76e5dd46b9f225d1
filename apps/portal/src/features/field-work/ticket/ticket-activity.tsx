import {
  IconAlertTriangle,
  IconCheck,
  IconCircleDot,
  IconLock,
  IconMessage,
  IconPhoto,
  IconTool,
  IconUserCheck,
  IconX,
  type Icon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Ticket } from '../../../api/types.js';
import { type LocalisedName, useLocalised } from '../../../i18n/localised.js';
import { useCodeText } from '../../../i18n/use-code-text.js';
import { Timeline } from '../../../ui/layout/timeline.js';
import classes from './ticket-activity.module.css';

const SIGNS: Readonly<Record<string, Icon>> = {
  opened: IconAlertTriangle,
  alarm_cleared: IconCheck,
  alarm_withdrawn: IconX,
  assigned: IconUserCheck,
  accepted: IconUserCheck,
  started: IconTool,
  closed: IconCheck,
  cancelled: IconX,
  note: IconMessage,
  file: IconPhoto,
};

/** History of a ticket, newest first; internal entries are marked. */
export function TicketActivity({ ticket }: { readonly ticket: Ticket }) {
  const { t } = useTranslation();
  const text = useCodeText();
  const localised = useLocalised();
  const readable = (params: Readonly<Record<string, unknown>>): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(params).map(([name, value]) => [
        name,
        typeof value === 'object' && value !== null && !Array.isArray(value)
          ? localised(value as LocalisedName)
          : value,
      ]),
    );
  return (
    <Timeline
      locationZone={ticket.site.zone}
      entries={[...ticket.timeline]
        .sort((a, b) => b.occurredAt.localeCompare(a.occurredAt))
        .map((entry) => ({
          id: entry.id,
          at: entry.occurredAt,
          icon: SIGNS[entry.kind] ?? IconCircleDot,
          fact:
            entry.kind === 'note'
              ? entry.note
              : text('common:ticketEntry', entry.kind, readable(entry.params)),
          consequence: (
            <>
              {[entry.kind === 'note' ? '' : entry.note, entry.byName ?? ''].filter(Boolean).join(' ')}
              {entry.internal ? (
                <span className={classes.internal}>
                  <IconLock size={14} stroke={1.75} aria-hidden /> {t('technician:note.onlyUs')}
                </span>
              ) : null}
            </>
          ),
        }))}
    />
  );
}
