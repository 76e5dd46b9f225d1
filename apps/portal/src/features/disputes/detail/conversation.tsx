import { Button, Textarea } from '@mantine/core';
import { IconBuildingFactory2, IconMessage } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import { request } from '../../../api/transport.js';
import type { DisputeDetail } from '../../../api/types.js';
import { FormSummary } from '../../../ui/forms/form-summary.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import { Section } from '../../../ui/layout/section.js';
import { Timeline } from '../../../ui/layout/timeline.js';
import classes from '../disputes.module.css';
import { useDisputesStale } from '../use-invoice-disputes.js';

/** Messages of both sides, newest first, with a reply field while the dispute is open. */
export function Conversation({ dispute }: { readonly dispute: DisputeDetail }) {
  const { t } = useTranslation();
  const may = useMay();
  const stale = useDisputesStale();
  const key = useRef(crypto.randomUUID());
  const { form, sending, summary, submit } = useServerForm({ text: '' }, async ({ text }) => {
    await request('POST', '/disputes/{id}/notes', {
      path: { id: dispute.id },
      body: { text },
      idempotencyKey: key.current,
    });
    key.current = crypto.randomUUID();
    form.setFieldValue('text', '');
    await stale();
  });
  const mayReply = dispute.state === 'open' && (may('disputes.raise') || may('disputes.decide'));
  return (
    <Section title={t('dispute.conversation')}>
      {mayReply ? (
        <form className={classes.note} onSubmit={submit} noValidate>
          <FormSummary summary={summary} />
          <Textarea
            label={t('dispute.write')}
            autosize
            minRows={2}
            maxRows={8}
            {...form.getInputProps('text')}
          />
          <Button type="submit" variant="default" loading={sending} disabled={form.values.text.trim() === ''}>
            {t('dispute.send')}
          </Button>
        </form>
      ) : null}
      {dispute.conversation.length === 0 ? <p className={classes.none}>{t('dispute.nothingSaid')}</p> : null}
      <Timeline
        locationZone={dispute.zone}
        entries={dispute.conversation.toReversed().map((note) => ({
          id: note.id,
          at: note.at,
          icon: note.side === 'maker' ? IconBuildingFactory2 : IconMessage,
          fact: <span className={classes.words}>{note.text}</span>,
          consequence: [note.by ?? '', t(`dispute.side.${note.side}`)].filter(Boolean).join(', '),
        }))}
      />
    </Section>
  );
}
