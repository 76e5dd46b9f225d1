import { Button, Checkbox, Textarea } from '@mantine/core';
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
import { request } from '../../../api/transport.js';
import type { Ticket } from '../../../api/types.js';
import { useStale } from '../../../api/use-stale.js';
import { useFormat } from '../../../format/use-format.js';
import { type LocalisedName, useLocalised } from '../../../i18n/localised.js';
import { useCodeText } from '../../../i18n/use-code-text.js';
import { FormSummary } from '../../../ui/forms/form-summary.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import { Timeline } from '../../../ui/layout/timeline.js';
import type { Tone } from '../../../ui/values/state-tone.js';
import classes from './ticket-timeline.module.css';

interface EntryLook {
  readonly icon: Icon;
  readonly tone?: Tone;
}

const UNKNOWN: EntryLook = { icon: IconCircleDot };

const LOOK: Readonly<Record<string, EntryLook>> = {
  opened: { icon: IconAlertTriangle, tone: 'warning' },
  alarm_cleared: { icon: IconCheck },
  alarm_withdrawn: { icon: IconX },
  assigned: { icon: IconUserCheck, tone: 'planned' },
  accepted: { icon: IconUserCheck },
  started: { icon: IconTool },
  closed: { icon: IconCheck },
  cancelled: { icon: IconX },
  note: { icon: IconMessage },
  file: { icon: IconPhoto },
};

/** Delay after which an entry also shows the time at which it was recorded. */
const LATE = 60_000;

/** For a ticket opened by an alarm, the entry describes the alarm. */
function entryCode({ kind, params }: Ticket['timeline'][number]): string {
  return kind === 'opened' && params['code'] !== undefined ? 'opened_by_alarm' : kind;
}

/** History of a ticket, newest first, with a field for a note. */
export function TicketTimeline({ ticket }: { readonly ticket: Ticket }) {
  const { t } = useTranslation();
  const text = useCodeText();
  const stale = useStale();
  const localised = useLocalised();
  const format = useFormat();
  const localise = (params: Readonly<Record<string, unknown>>): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(params).map(([name, value]) => [
        name,
        typeof value === 'object' && value !== null && !Array.isArray(value)
          ? localised(value as LocalisedName)
          : value,
      ]),
    );
  const { form, sending, summary, submit } = useServerForm({ note: '', internal: true }, async (values) => {
    await request('POST', '/tickets/{id}/notes', { path: { id: ticket.id }, body: values });
    form.setFieldValue('note', '');
    await stale('tickets');
  });
  const entries = [...ticket.timeline].sort((a, b) => b.occurredAt.localeCompare(a.occurredAt));
  return (
    <div className={classes.timeline}>
      <h2 className={classes.title}>{t('maker:ticket.happened')}</h2>
      <Timeline
        locationZone={ticket.site.zone}
        entries={entries.map((entry) => {
          const look = LOOK[entry.kind] ?? UNKNOWN;
          return {
            id: entry.id,
            at: entry.occurredAt,
            icon: look.icon,
            tone: look.tone,
            fact:
              entry.kind === 'note'
                ? entry.note
                : text('common:ticketEntry', entryCode(entry), localise(entry.params)),
            consequence: (
              <>
                {entry.kind !== 'note' && entry.note !== '' ? <span>{entry.note} </span> : null}
                {entry.byName}
                {Date.parse(entry.recordedAt) - Date.parse(entry.occurredAt) > LATE ? (
                  <span>{t('maker:ticket.recorded', { when: format.dateTime(entry.recordedAt) })}</span>
                ) : null}
                {entry.internal ? (
                  <span className={classes.internal}>
                    <IconLock size={12} stroke={1.75} aria-hidden /> {t('maker:ticket.onlyUs')}
                  </span>
                ) : null}
              </>
            ),
          };
        })}
      />
      <form className={classes.note} onSubmit={submit} noValidate>
        <FormSummary summary={summary} />
        <Textarea
          aria-label={t('maker:ticket.writeNote')}
          placeholder={t('maker:ticket.writeNote')}
          autosize
          minRows={1}
          maxRows={6}
          {...form.getInputProps('note')}
        />
        <div className={classes.send}>
          <Checkbox
            size="xs"
            label={t('maker:ticket.onlyUs')}
            {...form.getInputProps('internal', { type: 'checkbox' })}
          />
          <Button
            type="submit"
            size="xs"
            variant="default"
            loading={sending}
            disabled={form.values.note.trim() === ''}
          >
            {t('maker:ticket.addNote')}
          </Button>
        </div>
      </form>
    </div>
  );
}
