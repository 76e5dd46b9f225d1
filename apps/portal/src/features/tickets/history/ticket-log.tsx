import { Button, Textarea } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCheck,
  IconCircleDot,
  IconMessage,
  IconPhoto,
  IconTool,
  IconUserCheck,
  IconX,
  type Icon,
} from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import { request } from '../../../api/transport.js';
import type { Ticket } from '../../../api/types.js';
import { useStale } from '../../../api/use-stale.js';
import { type LocalisedName, useLocalised } from '../../../i18n/localised.js';
import { useCodeText } from '../../../i18n/use-code-text.js';
import { FormSummary } from '../../../ui/forms/form-summary.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import { Section } from '../../../ui/layout/section.js';
import { Timeline } from '../../../ui/layout/timeline.js';
import classes from './ticket-log.module.css';

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

/** History of a ticket, newest first, without the maker's internal notes, and a field to write to the maker. */
export function TicketLog({ ticket, isOpen }: { readonly ticket: Ticket; readonly isOpen: boolean }) {
  const { t } = useTranslation();
  const may = useMay();
  const stale = useStale();
  const text = useCodeText();
  const localised = useLocalised();
  const key = useRef(crypto.randomUUID());
  const { form, sending, summary, submit } = useServerForm({ note: '' }, async ({ note }) => {
    await request('POST', '/tickets/{id}/notes', {
      path: { id: ticket.id },
      idempotencyKey: key.current,
      body: { note, internal: false },
    });
    key.current = crypto.randomUUID();
    form.setFieldValue('note', '');
    await stale('tickets');
  });
  const readable = (params: Readonly<Record<string, unknown>>): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(params).map(([name, value]) => [
        name,
        typeof value === 'object' && value !== null && !Array.isArray(value)
          ? localised(value as LocalisedName)
          : value,
      ]),
    );
  const entries = ticket.timeline
    .filter((entry) => !entry.internal)
    .sort((a, b) => b.occurredAt.localeCompare(a.occurredAt));
  return (
    <Section title={t('customer:ticket.happened')}>
      {isOpen && may('tickets.raise') ? (
        <form className={classes.note} onSubmit={submit} noValidate>
          <FormSummary summary={summary} />
          <Textarea
            label={t('customer:ticket.writeNote')}
            autosize
            minRows={2}
            maxRows={8}
            {...form.getInputProps('note')}
          />
          <Button type="submit" variant="default" loading={sending} disabled={form.values.note.trim() === ''}>
            {t('customer:ticket.sendNote')}
          </Button>
        </form>
      ) : null}
      <Timeline
        locationZone={ticket.site.zone}
        entries={entries.map((entry) => ({
          id: entry.id,
          at: entry.occurredAt,
          icon: SIGNS[entry.kind] ?? IconCircleDot,
          fact:
            entry.kind === 'note'
              ? entry.note
              : text('common:ticketEntry', entry.kind, readable(entry.params)),
          consequence: [entry.kind === 'note' ? '' : entry.note, entry.byName ?? '']
            .filter(Boolean)
            .join(' '),
        }))}
      />
    </Section>
  );
}
