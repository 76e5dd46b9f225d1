import { Select, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { Ticket } from '../../../api/types.js';
import { useStale } from '../../../api/use-stale.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { assertChosen } from '../../../ui/forms/assert-chosen.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import { CAUSES, FAILURE_CODES, REMEDIES, SYMPTOMS } from './failure-codes.js';

interface TicketDialogProps {
  readonly ticket: Ticket;
  readonly onClose: () => void;
}

/** Closes a ticket with symptom, cause and remedy. */
export function CloseDialog({ ticket, onClose }: TicketDialogProps) {
  const { t } = useTranslation();
  const stale = useStale();
  const { form, sending, summary, submit } = useServerForm(
    { symptom: '', cause: '', remedy: '', note: '' },
    async (values) => {
      assertChosen(FAILURE_CODES, values);
      await request('POST', '/tickets/{id}/close', { path: { id: ticket.id }, body: values });
      await stale('tickets', 'machines', 'today');
      toastDone(t('maker:ticket.closedToast', { number: ticket.number }));
      onClose();
    },
  );
  return (
    <FormDialog
      title={t('maker:ticket.closeTitle', { number: ticket.number })}
      verb={t('maker:ticket.close')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <Select
        label={t('maker:ticket.symptom')}
        data={SYMPTOMS.map((value) => ({ value, label: t(`symptom.${value}`) }))}
        {...form.getInputProps('symptom')}
      />
      <Select
        label={t('maker:ticket.cause')}
        data={CAUSES.map((value) => ({ value, label: t(`cause.${value}`) }))}
        {...form.getInputProps('cause')}
      />
      <Select
        label={t('maker:ticket.remedy')}
        data={REMEDIES.map((value) => ({ value, label: t(`remedy.${value}`) }))}
        {...form.getInputProps('remedy')}
      />
      <Textarea label={t('maker:ticket.note')} autosize {...form.getInputProps('note')} />
    </FormDialog>
  );
}

/** Cancels a ticket that needs no visit. */
export function CancelDialog({ ticket, onClose }: TicketDialogProps) {
  const { t } = useTranslation();
  const stale = useStale();
  const { form, sending, summary, submit } = useServerForm({ reason: '' }, async (values) => {
    await request('POST', '/tickets/{id}/cancel', { path: { id: ticket.id }, body: values });
    await stale('tickets', 'machines', 'today');
    onClose();
  });
  return (
    <FormDialog
      title={t('maker:ticket.cancelTitle', { number: ticket.number })}
      verb={t('maker:ticket.cancel')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <Textarea
        label={t('maker:ticket.reason')}
        autosize
        minRows={2}
        data-autofocus
        {...form.getInputProps('reason')}
      />
    </FormDialog>
  );
}
