import { Button, Modal, NativeSelect, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { OUT_OF_REACH, problemOf } from '../../api/problem.js';
import { request } from '../../api/transport.js';
import type { Ticket } from '../../api/types.js';
import { useStale } from '../../api/use-stale.js';
import { productNow } from '../../app/clock.js';
import { CAUSES, REMEDIES, SYMPTOMS } from '../../maker/tickets/failure-codes.js';
import { FormSummary } from '../../ui/form-summary.js';
import { useServerForm } from '../../ui/use-server-form.js';
import { useSendAction } from '../actions/use-field-actions.js';
import { toastField } from '../shell/toast-field.js';
import { useFocusBack } from '../../ui/use-focus-back.js';
import classes from './sheet.module.css';

interface CloseSheetProps {
  readonly ticket: Ticket;
  readonly onClose: () => void;
}

const LISTS = { symptom: SYMPTOMS, cause: CAUSES, remedy: REMEDIES } as const;
const FIELDS = ['symptom', 'cause', 'remedy'] as const;

/**
 * The closing report: what was seen, why, what helped. The server's faults stand at their fields; without a connection the
 * report is kept among what is not sent, with the moment in which the work was done.
 */
export function CloseSheet({ ticket, onClose }: CloseSheetProps) {
  useFocusBack();
  const { t } = useTranslation();
  const stale = useStale();
  const keep = useSendAction();
  const { form, sending, summary, submit } = useServerForm(
    { symptom: '', cause: '', remedy: '', note: '' },
    async (values) => {
      const path = `/tickets/${ticket.id}/close`;
      const body = { ...values, occurredAt: new Date(productNow()).toISOString() };
      const names = ['day', 'tickets', 'visits', 'machines'];
      try {
        await request('POST', path, { body });
        toastField(t('technician:close.done', { number: ticket.number }));
        await stale(...names);
      } catch (error) {
        if (problemOf(error).status !== OUT_OF_REACH.status) throw error;
        void keep({ code: 'close', about: ticket.number, path, body, stale: names });
      }
      onClose();
    },
  );
  return (
    <Modal
      opened
      fullScreen
      onClose={onClose}
      title={t('technician:close.title', { number: ticket.number })}
      closeButtonProps={{ 'aria-label': t('action.close') }}
      classNames={{ content: classes.phone, body: classes.body }}
    >
      <form className={classes.form} onSubmit={submit} noValidate>
        <FormSummary summary={summary} />
        {FIELDS.map((field) => (
          <NativeSelect
            key={field}
            label={t(`technician:close.${field}`)}
            data={[
              { value: '', label: t('technician:close.choose') },
              ...LISTS[field].map((value) => ({ value, label: t(`${field}.${value}`) })),
            ]}
            {...form.getInputProps(field)}
          />
        ))}
        <Textarea
          label={t('technician:close.note')}
          description={t('technician:close.noteHint')}
          autosize
          minRows={4}
          {...form.getInputProps('note')}
        />
        <div className={classes.foot}>
          <Button type="submit" variant="accent" fullWidth loading={sending}>
            {t('technician:close.verb')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
