import { MultiSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { BodyOf } from '../../../api/operations.js';
import { useSession } from '../../../api/session.js';
import { request } from '../../../api/transport.js';
import { useStale } from '../../../api/use-stale.js';
import { DateField } from '../../../ui/forms/entry/date-field.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';

interface ApiKeyDialogProps {
  readonly onClose: () => void;
  readonly onMade: (key: { name: string; key: string }) => void;
}

/** Creates an API key. A key never has more permissions than its creator. */
export function ApiKeyDialog({ onClose, onMade }: ApiKeyDialogProps) {
  const { t } = useTranslation();
  const { permissions } = useSession();
  const stale = useStale();
  const { form, sending, summary, submit } = useServerForm(
    { name: '', permissions: [] as BodyOf<'POST', '/api-keys'>['permissions'][number][], expiresAt: '' },
    async (values) => {
      const made = await request('POST', '/api-keys', {
        body: {
          name: values.name,
          permissions: values.permissions,
          ...(values.expiresAt === '' ? {} : { expiresAt: `${values.expiresAt}T23:59:59Z` }),
        },
      });
      await stale('api-keys');
      onMade({ name: values.name, key: made.key });
    },
  );
  return (
    <FormDialog
      title={t('maker:settings.addKey')}
      verb={t('maker:settings.makeKey')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput
        label={t('maker:registry.name')}
        description={t('maker:settings.keyNameHint')}
        data-autofocus
        {...form.getInputProps('name')}
      />
      <MultiSelect
        label={t('maker:settings.permissions')}
        searchable
        data={[...permissions].sort()}
        {...form.getInputProps('permissions')}
      />
      <DateField
        clearable
        label={t('maker:settings.until')}
        description={t('maker:settings.untilHint')}
        {...form.getInputProps('expiresAt')}
      />
    </FormDialog>
  );
}
