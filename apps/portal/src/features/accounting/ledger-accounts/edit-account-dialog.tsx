import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { LedgerAccount } from '../../../api/types.js';
import { useStale } from '../../../api/use-stale.js';
import { ConfirmDialog } from '../../../ui/forms/confirm-dialog.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import { AccountNumberFields } from './account-number-fields.js';

interface EditAccountDialogProps {
  readonly account: LedgerAccount;
  readonly onClose: () => void;
}

/** Changes the number and the name of an account, or deletes the account after a confirmation. */
export function EditAccountDialog({ account, onClose }: EditAccountDialogProps) {
  const { t } = useTranslation();
  const stale = useStale();
  const [isRemoving, setIsRemoving] = useState(false);
  const { id, version } = account;
  const { form, sending, summary, submit } = useServerForm(
    { number: account.number, name: account.name },
    async (body) => {
      await request('PATCH', '/ledger-accounts/{id}', { path: { id }, body, ifMatch: version });
      await stale('ledger-accounts', 'receivables');
      onClose();
    },
  );
  if (isRemoving)
    return (
      <ConfirmDialog
        open
        title={t('maker:ledger.removeTitle', { number: account.number })}
        verb={t('maker:ledger.remove')}
        onConfirm={async () => {
          await request('DELETE', '/ledger-accounts/{id}', { path: { id }, ifMatch: version });
          await stale('ledger-accounts', 'receivables');
        }}
        onClose={onClose}
      >
        {t('maker:ledger.removeEffect')}
      </ConfirmDialog>
    );
  return (
    <FormDialog
      title={t('maker:ledger.edit')}
      verb={t('action.save')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{t('maker:ledger.effect')}</p>
      <AccountNumberFields form={form} />
      <div>
        <Button variant="default" size="xs" onClick={() => setIsRemoving(true)}>
          {t('maker:ledger.remove')}
        </Button>
      </div>
    </FormDialog>
  );
}
