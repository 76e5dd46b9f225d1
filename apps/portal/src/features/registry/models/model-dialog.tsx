import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import { useStale } from '../../../api/use-stale.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';

interface ModelDialogProps {
  readonly onClose: () => void;
  readonly onAdded: (modelId: string) => void;
}

/** Adds a model. Its signals are added in the panel. */
export function ModelDialog({ onClose, onAdded }: ModelDialogProps) {
  const { t } = useTranslation();
  const stale = useStale();
  const { form, sending, summary, submit } = useServerForm(
    { code: '', name: '', requiredSkill: '' },
    async ({ requiredSkill, ...values }) => {
      const added = await request('POST', '/models', {
        body: { ...values, ...(requiredSkill === '' ? {} : { requiredSkill }) },
      });
      await stale('models');
      onAdded(added.id);
      onClose();
    },
  );
  return (
    <FormDialog
      title={t('maker:registry.addModel')}
      verb={t('action.save')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput label={t('maker:registry.code')} data-autofocus {...form.getInputProps('code')} />
      <TextInput label={t('maker:registry.name')} {...form.getInputProps('name')} />
      <TextInput label={t('maker:registry.skill')} {...form.getInputProps('requiredSkill')} />
    </FormDialog>
  );
}
