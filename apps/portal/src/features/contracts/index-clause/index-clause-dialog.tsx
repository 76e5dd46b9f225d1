import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { Contract } from '../../../api/types.js';
import { useStale } from '../../../api/use-stale.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import { IndexClauseFields } from './index-clause-fields.js';
import { IndexClausePreview } from './index-clause-preview.js';
import { atWeightRows, toIndexClause, toIndexClauseValues } from './index-clause-values.js';

interface IndexClauseDialogProps {
  readonly contract: Contract;
  readonly onClose: () => void;
}

/** Index clause of a draft contract. That of an active contract changes by amendment. */
export function IndexClauseDialog({ contract, onClose }: IndexClauseDialogProps) {
  const { t } = useTranslation();
  const stale = useStale();
  const { form, sending, summary, submit } = useServerForm(
    { indexClause: toIndexClauseValues(contract.indexClause, contract.startsOn) },
    async ({ indexClause }) => {
      await request('PATCH', '/contracts/{id}', {
        path: { id: contract.id },
        body: { indexClause: toIndexClause(indexClause) },
        ifMatch: contract.version,
      }).catch((error: unknown) => {
        throw atWeightRows(error, indexClause);
      });
      await stale('contracts', 'escalation', 'index-steps');
      toastDone(t('maker:contract.saved', { number: contract.number }));
      onClose();
    },
  );
  const charges = contract.charges.filter(({ due }) => due !== 'once');
  return (
    <FormDialog
      title={t('maker:indexClause.dialogTitle', { number: contract.number })}
      verb={t('action.save')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
      size={760}
    >
      <IndexClauseFields form={form} contract={contract} charges={charges} />
      <IndexClausePreview
        contract={contract}
        clause={toIndexClause(form.values.indexClause)}
        charges={charges}
      />
    </FormDialog>
  );
}
