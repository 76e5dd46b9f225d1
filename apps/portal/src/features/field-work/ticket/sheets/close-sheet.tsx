import { Button, Modal, NativeSelect, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../../../api/transport.js';
import type { Ticket } from '../../../../api/types.js';
import { useStale } from '../../../../api/use-stale.js';
import { preparePost } from '../../../../api/stored-post.js';
import { productNow } from '../../../../clock/clock.js';
import { OUT_OF_REACH, problemOf } from '../../../../problems/problem.js';
import { assertChosen } from '../../../../ui/forms/assert-chosen.js';
import { FormSummary } from '../../../../ui/forms/form-summary.js';
import { useFocusBack } from '../../../../ui/forms/use-focus-back.js';
import { useServerForm } from '../../../../ui/forms/use-server-form.js';
import { FAILURE_CODES } from '../../../tickets/actions/failure-codes.js';
import { toastField } from '../../actions/toast-field.js';
import { useUnsentActions, useSendAction } from '../../actions/use-field-actions.js';
import classes from './sheet.module.css';

interface CloseSheetProps {
  readonly ticket: Pick<Ticket, 'id' | 'number'>;
  readonly onClose: () => void;
}

const FIELDS = ['symptom', 'cause', 'remedy'] as const;

/**
 * The closing report: findings, cause and remedy. The server's errors appear at their fields. Without a connection, the
 * report is stored with the unsent actions, with the time at which the work was done.
 */
export function CloseSheet({ ticket, onClose }: CloseSheetProps) {
  useFocusBack();
  const { t } = useTranslation();
  const stale = useStale();
  const sendAction = useSendAction();
  const unsent = useUnsentActions();
  const { form, sending, summary, submit } = useServerForm(
    { symptom: '', cause: '', remedy: '', note: '' },
    async (values) => {
      assertChosen(FAILURE_CODES, values);
      const report = {
        path: { id: ticket.id },
        body: { ...values, occurredAt: new Date(productNow()).toISOString() },
      };
      const names = ['day', 'tickets', 'visits', 'machines'];
      const sendNow = async (): Promise<boolean> => {
        try {
          await request('POST', '/tickets/{id}/close', report);
        } catch (error) {
          if (problemOf(error).status === OUT_OF_REACH.status) return false;
          throw error;
        }
        toastField(t('technician:close.done', { number: ticket.number }));
        await stale(...names);
        return true;
      };
      // The report must not overtake earlier steps, notes and photos.
      const isBehind = unsent.some(({ ticketId }) => ticketId === ticket.id);
      if (isBehind || !(await sendNow())) {
        void sendAction({
          code: 'close',
          about: ticket.number,
          ticketId: ticket.id,
          ...preparePost('/tickets/{id}/close', report),
          stale: names,
        });
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
              ...FAILURE_CODES[field].map((value) => ({ value, label: t(`${field}.${value}`) })),
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
