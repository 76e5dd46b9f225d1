import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { BillGroup } from '../../../api/types.js';
import { useStale } from '../../../api/use-stale.js';
import { productNow } from '../../../clock/clock.js';
import { MonthField } from '../../../ui/forms/entry/month-field.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';

/**
 * Removes a contract from its billing group from a given month. A document that is already drafted keeps the contract.
 */
export function LeaveDialog({
  group,
  member: { contract },
  onClose,
}: {
  readonly group: BillGroup;
  readonly member: BillGroup['members'][number];
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const stale = useStale();
  const { form, sending, summary, submit } = useServerForm({ from: nextMonth() }, async (body) => {
    await request('POST', '/bill-groups/{id}/contracts/{contractId}/leave', {
      path: { id: group.id, contractId: contract.id },
      body,
    });
    await stale('bill-groups', 'invoices');
    onClose();
  });
  return (
    <FormDialog
      title={t('maker:group.leaveTitle', { number: contract.number, group: group.name })}
      verb={t('maker:group.leave')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <MonthField
        label={t('maker:group.aloneFrom')}
        description={t('maker:group.aloneFromHint')}
        data-autofocus
        {...form.getInputProps('from')}
      />
    </FormDialog>
  );
}

/** The month after the current one, `YYYY-MM`, which normally has no draft yet. */
function nextMonth(): string {
  const now = new Date(productNow());
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1)).toISOString().slice(0, 7);
}
