import { MultiSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { BillGroup, Contract } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { useStale } from '../../../api/use-stale.js';
import { productNow } from '../../../clock/clock.js';
import { MonthField } from '../../../ui/forms/entry/month-field.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import { GROWING } from '../../search/search-select.js';
import { WhenHeldField } from './group-fields.js';

/** Creates a group to bill the contract with other contracts of its customer on one document. */
export function NewGroupDialog({
  contract,
  onClose,
}: {
  readonly contract: Contract;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const stale = useStale();
  const contracts = useOne('contracts', '/contracts', {
    query: { customerId: contract.customer.id, limit: 200 },
  });
  const { form, sending, summary, submit } = useServerForm(
    {
      name: contract.customer.name,
      contractIds: [] as string[],
      from: new Date(productNow()).toISOString().slice(0, 7),
      whenHeld: 'wait' as BillGroup['whenHeld'],
    },
    async ({ contractIds, ...values }) => {
      await request('POST', '/bill-groups', {
        body: { ...values, contractIds: [contract.id, ...contractIds] },
        idempotencyKey: crypto.randomUUID(),
      });
      await stale('bill-groups', 'invoices');
      onClose();
    },
  );
  const otherContracts = (contracts.data?.items ?? []).filter(({ id }) => id !== contract.id);
  return (
    <FormDialog
      title={t('maker:group.createTitle', { number: contract.number })}
      verb={t('maker:group.create')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput
        label={t('maker:group.name')}
        description={t('maker:group.nameHint')}
        data-autofocus
        {...form.getInputProps('name')}
      />
      <MultiSelect
        label={t('maker:group.others')}
        description={t('maker:group.othersHint')}
        searchable
        hidePickedOptions
        styles={GROWING}
        data={otherContracts.map(({ id, number }) => ({ value: id, label: number }))}
        {...form.getInputProps('contractIds')}
      />
      <MonthField
        label={t('maker:group.from')}
        description={t('maker:group.fromHint')}
        {...form.getInputProps('from')}
      />
      <WhenHeldField {...form.getInputProps('whenHeld')} />
    </FormDialog>
  );
}
