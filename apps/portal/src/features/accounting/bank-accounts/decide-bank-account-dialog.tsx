import { SegmentedControl, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { BankAccount } from '../../../api/types.js';
import { useStale } from '../../../api/use-stale.js';
import { formatAccountNumber } from '../../../format/account-number.js';
import { useFormat } from '../../../format/use-format.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import { Facts } from '../../../ui/layout/facts.js';

type Decision = 'approve' | 'reject';

/** Approves or rejects a proposed bank account. The person who proposed it can only withdraw it. */
export function DecideBankAccountDialog({
  account,
  onClose,
}: {
  readonly account: BankAccount;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const stale = useStale();
  const { canApprove } = account;
  const { form, sending, summary, submit } = useServerForm(
    { decision: (canApprove ? 'approve' : 'reject') as Decision, why: '' },
    async (body) => {
      await request('POST', '/bank-accounts/{id}/decision', { path: { id: account.id }, body });
      await stale('bank-accounts', 'legal-entities', 'invoices');
      onClose();
    },
  );
  const { decision } = form.values;
  const verb = canApprove ? decision : 'withdraw';
  return (
    <FormDialog
      title={t('maker:bankAccounts.decide')}
      verb={t(`maker:bankAccounts.${verb}`)}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
      size={520}
    >
      <Facts
        items={[
          [t('document.seller'), account.legalEntity.name],
          [t('maker:contracts.currency'), account.currency ?? t('maker:bankAccounts.allCurrencies')],
          [t('maker:entity.account'), <b key="account">{formatAccountNumber(account.account)}</b>],
          [t('maker:entity.bank'), [account.bank, account.bic].filter(Boolean).join(' · ') || '—'],
          [
            t('maker:entity.validFrom'),
            account.validFrom === null ? '—' : format.date(`${account.validFrom}T00:00:00Z`, 'UTC'),
          ],
          [t('maker:bankAccounts.proposedBy'), account.proposedBy ?? '—'],
        ]}
      />
      <p>{t(canApprove ? 'maker:bankAccounts.compare' : 'maker:bankAccounts.otherPerson')}</p>
      {canApprove ? (
        <SegmentedControl
          aria-label={t('maker:bankAccounts.decide')}
          data={(['approve', 'reject'] as const).map((value) => ({
            value,
            label: t(`maker:bankAccounts.${value}`),
          }))}
          {...form.getInputProps('decision')}
        />
      ) : null}
      <Textarea label={t('maker:invoice.why')} autosize minRows={2} {...form.getInputProps('why')} />
    </FormDialog>
  );
}
