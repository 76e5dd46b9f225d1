import { Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { Allocation } from '../../../api/types.js';
import { useStale } from '../../../api/use-stale.js';
import { useFormat } from '../../../format/use-format.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import { RECEIVABLES } from '../amounts.js';

interface UndoDialogProps {
  readonly allocation: Allocation;
  readonly onClose: () => void;
}

/** Undoes an allocation, with a reason. */
export function UndoDialog({ allocation, onClose }: UndoDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const stale = useStale();
  const { number } = allocation.document;
  const { form, sending, summary, submit } = useServerForm({ why: '' }, async ({ why }) => {
    await request('POST', '/allocations/{id}/undo', { path: { id: allocation.id }, body: { why } });
    await stale(...RECEIVABLES);
    toastDone(t('maker:receivables.undone', { number }));
    onClose();
  });
  return (
    <FormDialog
      title={t('maker:receivables.undoTitle', { number })}
      verb={t('maker:receivables.undoVerb')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>
        {t('maker:receivables.undoEffect', {
          number,
          amount: format.money(allocation.amount.amount, allocation.amount.currency),
        })}
      </p>
      <Textarea
        label={t('maker:invoice.why')}
        autosize
        minRows={2}
        data-autofocus
        {...form.getInputProps('why')}
      />
    </FormDialog>
  );
}
