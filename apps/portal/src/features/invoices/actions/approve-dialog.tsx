import { Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import { useFormat } from '../../../format/use-format.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import { DetectedDowntimeNote } from '../../downtime/detected-downtime-note.js';
import { type InvoiceDialogProps, useDecided } from './invoice-dialog.js';
import classes from './invoice-dialogs.module.css';
import { LinesOnHoldBoxes } from './lines-on-hold-boxes.js';
import { linesOnHold } from './lines-on-hold.js';

/** Approves the draft as displayed. The user must tick every line on hold. */
export function ApproveDialog({ invoice, onClose }: InvoiceDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const decided = useDecided();
  const waiting = linesOnHold(invoice);
  const { form, sending, summary, submit } = useServerForm(
    { heldLineIds: [] as string[], why: '' },
    async ({ heldLineIds, why }) => {
      const { version, contentHash } = invoice;
      // Discards ticks of lines from an earlier version of the draft, because the user has not seen the new lines.
      const confirmed = waiting.map(({ id }) => id).filter((id) => heldLineIds.includes(id));
      await decided(
        request('POST', '/invoices/{id}/approve', {
          path: { id: invoice.id },
          body: { version, contentHash, heldLineIds: confirmed, why },
          idempotencyKey: crypto.randomUUID(),
        }),
      );
      toastDone(t('maker:invoice.approved', { number: invoice.contract.number }));
      onClose();
    },
  );
  return (
    <FormDialog
      title={t('maker:invoice.approveTitle', { number: invoice.contract.number })}
      verb={t('maker:invoice.approve')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
      size={520}
    >
      <p className={classes.effect}>
        {t('maker:invoice.approveEffect', {
          gross: format.money(invoice.gross.amount, invoice.currency),
          buyer: invoice.buyerParty.name,
        })}
      </p>
      <DetectedDowntimeNote invoice={invoice} />
      <LinesOnHoldBoxes lines={waiting.map((line) => ({ line }))} field={form.getInputProps('heldLineIds')} />
      <Textarea label={t('maker:invoice.note')} autosize minRows={2} {...form.getInputProps('why')} />
    </FormDialog>
  );
}
