import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { Contract } from '../../../api/types.js';
import { useStale } from '../../../api/use-stale.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import { ExitFields } from './exit-fields.js';
import { atPriceRows, toExitAgreement, toExitValues } from './exit-values.js';

interface ExitDialogProps {
  readonly contract: Contract;
  readonly onClose: () => void;
}

/** Exit terms of a draft contract. Those of an active contract change by amendment. */
export function ExitDialog({ contract, onClose }: ExitDialogProps) {
  const { t } = useTranslation();
  const stale = useStale();
  const { form, sending, summary, submit } = useServerForm(
    { exit: toExitValues(contract.exit, contract.endsOn) },
    async ({ exit }) => {
      await request('PATCH', '/contracts/{id}', {
        path: { id: contract.id },
        body: { exit: toExitAgreement(exit) },
        ifMatch: contract.version,
      }).catch((error: unknown) => {
        throw atPriceRows(error, exit);
      });
      await stale('contracts');
      toastDone(t('maker:contract.saved', { number: contract.number }));
      onClose();
    },
  );
  return (
    <FormDialog
      title={t('maker:exit.dialogTitle', { number: contract.number })}
      verb={t('action.save')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
      size={760}
    >
      <ExitFields form={form} currency={contract.currency} />
    </FormDialog>
  );
}
