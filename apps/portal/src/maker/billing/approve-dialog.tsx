import { Checkbox, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/transport.js';
import { useFormat } from '../../format/use-format.js';
import { useLineName } from '../../proof/use-line-name.js';
import { FormDialog } from '../../ui/form-dialog.js';
import { toastDone } from '../../ui/toast.js';
import { useServerForm } from '../../ui/use-server-form.js';
import { type InvoiceDialogProps, useInvoiceStale } from './invoice-dialog.js';
import { waitingLines } from './waiting-lines.js';
import classes from './invoice-dialogs.module.css';

/** Says that the draft is right as it is seen; each line that waits has to be ticked. */
export function ApproveDialog({ invoice, onClose }: InvoiceDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const lineName = useLineName();
  const stale = useInvoiceStale();
  const waiting = waitingLines(invoice);
  const { form, sending, summary, submit } = useServerForm(
    { heldLineIds: [] as string[], why: '' },
    async ({ heldLineIds, why }) => {
      const { version, contentHash } = invoice;
      await request('POST', `/invoices/${invoice.id}/approve`, {
        body: { version, contentHash, heldLineIds, why },
        idempotencyKey: crypto.randomUUID(),
      });
      await stale();
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
      {waiting.length === 0 ? null : (
        <Checkbox.Group
          label={t('maker:invoice.heldLabel')}
          description={t('maker:invoice.heldHint')}
          {...form.getInputProps('heldLineIds')}
        >
          <div className={classes.choices}>
            {waiting.map((line) => (
              <Checkbox
                key={line.id}
                value={line.id}
                label={t('maker:invoice.heldLine', {
                  position: line.position,
                  name: lineName(line),
                  held: format.quantity(String(line.params['heldQuantity'] ?? '0'), line.unit),
                })}
              />
            ))}
          </div>
        </Checkbox.Group>
      )}
      <Textarea label={t('maker:invoice.note')} autosize minRows={2} {...form.getInputProps('why')} />
    </FormDialog>
  );
}
