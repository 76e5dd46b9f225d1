import { Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/transport.js';
import { useStale } from '../../api/use-stale.js';
import { FormDialog } from '../../ui/form-dialog.js';
import { useServerForm } from '../../ui/use-server-form.js';

/** What offers are usually made of; a contract's own charges say what is billed. */
const STRUCTURES = [
  'base+included+overage',
  'per_unit',
  'graduated+annual_minimum',
  'base+included_hours+excess',
  'monthly_fee_by_hours_band',
  'kits_shipped_before_due_hours',
  'yearly_per_machine',
] as const;

/** What a kind of contract is made of; the prices stand in each contract. */
export function PlanDialog({ onClose }: { readonly onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const stale = useStale();
  const { form, sending, summary, submit } = useServerForm(
    { code: '', name: '', structure: STRUCTURES[0] as string },
    async ({ name, ...values }) => {
      // English stands for every language that has no name of its own.
      await request('POST', '/plans', { body: { ...values, name: { en: name, [i18n.language]: name } } });
      await stale('plans');
      onClose();
    },
  );
  return (
    <FormDialog
      title={t('maker:settings.addPlan')}
      verb={t('action.save')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput label={t('maker:registry.name')} data-autofocus {...form.getInputProps('name')} />
      <TextInput label={t('maker:registry.code')} {...form.getInputProps('code')} />
      <Select
        label={t('maker:settings.structure')}
        data={STRUCTURES.map((value) => ({ value, label: t(`maker:structure.${value}`) }))}
        {...form.getInputProps('structure')}
      />
    </FormDialog>
  );
}
