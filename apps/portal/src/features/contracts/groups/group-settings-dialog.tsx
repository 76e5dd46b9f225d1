import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { BillGroup } from '../../../api/types.js';
import { useStale } from '../../../api/use-stale.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import { WhenHeldField } from './group-fields.js';

/** Name of a group, and what happens to its documents while a contract is on hold. */
export function GroupSettingsDialog({
  group,
  onClose,
}: {
  readonly group: BillGroup;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const stale = useStale();
  const { form, sending, summary, submit } = useServerForm(
    { name: group.name, whenHeld: group.whenHeld },
    async (body) => {
      await request('PATCH', '/bill-groups/{id}', { path: { id: group.id }, body, ifMatch: group.version });
      await stale('bill-groups', 'invoices');
      onClose();
    },
  );
  return (
    <FormDialog
      title={group.name}
      verb={t('action.save')}
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
      <WhenHeldField {...form.getInputProps('whenHeld')} />
    </FormDialog>
  );
}
