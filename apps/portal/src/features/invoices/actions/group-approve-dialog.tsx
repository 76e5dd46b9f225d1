import { Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { GroupDocument } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import { DetectedDowntimeNote } from '../../downtime/detected-downtime-note.js';
import { groupDocumentParams, seenVersions } from './decided-document.js';
import { useDecided } from './invoice-dialog.js';
import classes from './invoice-dialogs.module.css';
import { LinesOnHoldBoxes } from './lines-on-hold-boxes.js';
import { linesOnHold } from './lines-on-hold.js';

/** Approves a group document as displayed. The user must tick every line on hold, contract by contract. */
export function GroupApproveDialog({
  document,
  onClose,
}: {
  readonly document: GroupDocument;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const decided = useDecided();
  const held = document.contracts.filter(({ state }) => state === 'held');
  const billed = document.contracts.filter(({ state }) => state !== 'held');
  const waiting = billed.flatMap((invoice) =>
    linesOnHold(invoice).map((line) => ({ line, contract: invoice.contract.number, invoiceId: invoice.id })),
  );
  const { form, sending, summary, submit } = useServerForm(
    { heldLineIds: [] as string[], why: '' },
    async ({ heldLineIds, why }) => {
      const ticked = new Set(heldLineIds);
      const invoices = seenVersions(document).map((seen) => ({
        ...seen,
        heldLineIds: waiting
          .filter(({ line, invoiceId }) => invoiceId === seen.invoiceId && ticked.has(line.id))
          .map(({ line }) => line.id),
      }));
      await decided(
        request('POST', '/bill-groups/{id}/documents/{month}/approve', {
          path: groupDocumentParams(document),
          body: { invoices, why },
          idempotencyKey: crypto.randomUUID(),
        }),
      );
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
      {billed.map((invoice) => (
        <DetectedDowntimeNote key={invoice.id} invoice={invoice} />
      ))}
      <LinesOnHoldBoxes lines={waiting} field={form.getInputProps('heldLineIds')} />
      <Textarea label={t('maker:invoice.note')} autosize minRows={2} {...form.getInputProps('why')} />
    </FormDialog>
  );
}
