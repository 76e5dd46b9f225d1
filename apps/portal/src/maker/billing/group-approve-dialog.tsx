import { Checkbox, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/transport.js';
import { useFormat } from '../../format/use-format.js';
import { useLineName } from '../../proof/use-line-name.js';
import { FormDialog } from '../../ui/form-dialog.js';
import { toastDone } from '../../ui/toast.js';
import { useServerForm } from '../../ui/use-server-form.js';
import { type GroupDialogProps, pathOf, seenOf } from './group-dialog.js';
import { useInvoiceStale } from './invoice-dialog.js';
import { waitingLines } from './waiting-lines.js';
import classes from './invoice-dialogs.module.css';

/** Says that a group's document is right as it is seen; each line that waits has to be ticked, contract by contract. */
export function GroupApproveDialog({ document, onClose }: GroupDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const lineName = useLineName();
  const stale = useInvoiceStale();
  const held = document.contracts.filter(({ state }) => state === 'held');
  const billed = document.contracts.filter(({ state }) => state !== 'held');
  const waiting = billed.flatMap((invoice) =>
    waitingLines(invoice).map((line) => ({ line, contract: invoice.contract.number, invoiceId: invoice.id })),
  );
  const { form, sending, summary, submit } = useServerForm(
    { heldLineIds: [] as string[], why: '' },
    async ({ heldLineIds, why }) => {
      const ticked = new Set(heldLineIds);
      const invoices = seenOf(document).map((seen) => ({
        ...seen,
        heldLineIds: waiting
          .filter(({ line, invoiceId }) => invoiceId === seen.invoiceId && ticked.has(line.id))
          .map(({ line }) => line.id),
      }));
      await request('POST', `${pathOf(document)}/approve`, {
        body: { invoices, why },
        idempotencyKey: crypto.randomUUID(),
      });
      await stale();
      toastDone(t('maker:group.approved', { group: document.group.name }));
      onClose();
    },
  );
  return (
    <FormDialog
      title={t('maker:group.approveTitle', { group: document.group.name })}
      verb={t('maker:invoice.approve')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
      size={520}
    >
      <p className={classes.effect}>
        {held.length === 0
          ? t('maker:group.approveEffect', {
              gross: format.money(document.gross.amount, document.currency),
              contracts: billed.map(({ contract }) => contract.number).join(', '),
            })
          : t('maker:group.approveWithout', {
              held: held.map(({ contract }) => contract.number).join(', '),
              contracts: billed.map(({ contract }) => contract.number).join(', '),
            })}
      </p>
      {waiting.length === 0 ? null : (
        <Checkbox.Group
          label={t('maker:invoice.heldLabel')}
          description={t('maker:invoice.heldHint')}
          {...form.getInputProps('heldLineIds')}
        >
          <div className={classes.choices}>
            {waiting.map(({ line, contract }) => (
              <Checkbox
                key={line.id}
                value={line.id}
                label={`${contract} · ${t('maker:invoice.heldLine', {
                  position: line.position,
                  name: lineName(line),
                  held: format.quantity(String(line.params['heldQuantity'] ?? '0'), line.unit),
                })}`}
              />
            ))}
          </div>
        </Checkbox.Group>
      )}
      <Textarea label={t('maker:invoice.note')} autosize minRows={2} {...form.getInputProps('why')} />
    </FormDialog>
  );
}
