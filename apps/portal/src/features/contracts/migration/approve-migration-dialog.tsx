import { Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { Contract, ContractMigration } from '../../../api/types.js';
import { useStale } from '../../../api/use-stale.js';
import { useFormat } from '../../../format/use-format.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import { MoneyPreview } from '../amendments/money-preview.js';
import { useMoneyPreview } from '../amendments/use-money-preview.js';
import { MigrationFacts } from './migration-facts.js';
import classes from './migration-section.module.css';
import { toMigrationValues, toMigrationInput } from './migration-values.js';

interface ApproveMigrationDialogProps {
  readonly contract: Contract;
  readonly migration: ContractMigration;
  readonly onClose: () => void;
}

/** Reviews a contract migration with its financial effect, and approves it permanently. */
export function ApproveMigrationDialog({ contract, migration, onClose }: ApproveMigrationDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const stale = useStale();
  const { form, sending, summary, submit } = useServerForm({ why: '' }, async (values) => {
    await request('POST', '/contracts/{contractId}/takeover/approve', {
      path: { contractId: contract.id },
      body: values,
      ifMatch: migration.version,
    });
    await stale('takeover', 'contracts', 'usage', 'cost', 'invoices');
    toastDone(t('maker:takeover.approvedToast', { number: contract.number }));
    onClose();
  });
  const preview = useMoneyPreview(
    contract,
    { takeover: toMigrationInput(toMigrationValues(migration)) },
    // Stops the preview after approval, because there is nothing left to preview.
    migration.state === 'draft' && !sending,
  );
  return (
    <FormDialog
      title={t('maker:takeover.approveTitle', { number: contract.number })}
      verb={t('maker:takeover.approve')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
      size={760}
    >
      <p className={classes.text}>
        {t('maker:takeover.approveEffect', {
          day: format.date(`${migration.billedFrom}T00:00:00Z`, 'UTC'),
        })}
      </p>
      <MigrationFacts contract={contract} migration={migration} />
      <h3 className={classes.title}>{t('maker:amendment.preview.title')}</h3>
      <MoneyPreview query={preview} sides="takeover" />
      <Textarea
        label={t('maker:takeover.why')}
        autosize
        minRows={1}
        maxLength={500}
        data-autofocus
        {...form.getInputProps('why')}
      />
    </FormDialog>
  );
}
