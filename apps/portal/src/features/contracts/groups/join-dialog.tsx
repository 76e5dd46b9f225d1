import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { BillGroup, Contract } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { useStale } from '../../../api/use-stale.js';
import { productNow } from '../../../clock/clock.js';
import { MonthField } from '../../../ui/forms/entry/month-field.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';

/** Adds a contract to a billing group: this contract to an existing group, or another contract to this group. */
export function JoinDialog({
  contract,
  groups,
  onClose,
}: {
  readonly contract: Contract;
  readonly groups: readonly BillGroup[];
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const stale = useStale();
  const [first] = groups;
  const isIn = (id: string): boolean =>
    first !== undefined && first.members.some((member) => member.contract.id === id && member.to === null);
  const isOther = isIn(contract.id);
  const contracts = useOne('contracts', '/contracts', {
    query: { customerId: contract.customer.id, limit: 200 },
    enabled: isOther,
  });
  const { form, sending, summary, submit } = useServerForm(
    {
      groupId: first?.id ?? '',
      contractId: isOther ? '' : contract.id,
      from: new Date(productNow()).toISOString().slice(0, 7),
    },
    async ({ groupId, ...body }) => {
      await request('POST', '/bill-groups/{id}/contracts', {
        path: { id: groupId },
        body,
        idempotencyKey: crypto.randomUUID(),
      });
      await stale('bill-groups', 'invoices');
      onClose();
    },
  );
  const offered = (contracts.data?.items ?? []).filter(({ id }) => !isIn(id));
  return (
    <FormDialog
      title={isOther ? t('maker:group.addTitle', { group: first?.name }) : t('maker:group.joinOne')}
      verb={t('maker:group.add')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      {isOther ? (
        <Select
          label={t('maker:group.contract')}
          description={t('maker:group.othersHint')}
          searchable
          data={offered.map(({ id, number }) => ({ value: id, label: number }))}
          {...form.getInputProps('contractId')}
        />
      ) : (
        <Select
          label={t('maker:group.section')}
          allowDeselect={false}
          data={groups.map(({ id, name }) => ({ value: id, label: name }))}
          {...form.getInputProps('groupId')}
          error={form.errors['contractId']}
        />
      )}
      <MonthField
        label={t('maker:group.from')}
        description={t('maker:group.fromHint')}
        {...form.getInputProps('from')}
      />
    </FormDialog>
  );
}
