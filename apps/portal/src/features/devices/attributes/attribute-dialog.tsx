import { Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { DeviceAttribute } from '../../../api/types.js';
import { useStale } from '../../../api/use-stale.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import { readValue, writeValue } from './attribute-value.js';

interface AttributeDialogProps {
  readonly deviceId: string;
  /** The attribute to edit; absent for a new one. */
  readonly attribute?: DeviceAttribute;
  readonly onClose: () => void;
}

/** Adds or edits a named attribute of a device. */
export function AttributeDialog({ deviceId, attribute, onClose }: AttributeDialogProps) {
  const { t } = useTranslation();
  const stale = useStale();
  const { form, sending, summary, submit } = useServerForm(
    { name: attribute?.name ?? '', value: attribute === undefined ? '' : writeValue(attribute.value) },
    async ({ name, value: text }) => {
      const value = readValue(text.trim());
      const missing = [
        ...(name.trim() === '' ? (['name'] as const) : []),
        // Null would delete the attribute.
        ...(value === '' || value === null ? (['value'] as const) : []),
      ];
      missing.forEach((field) => form.setFieldError(field, t('maker:devices.attributes.needed')));
      if (missing.length > 0) return;
      await request('PATCH', '/devices/{id}/attributes', {
        path: { id: deviceId },
        body: { shared: { [name.trim()]: value } },
      });
      await stale('attributes');
      onClose();
    },
  );
  return (
    <FormDialog
      title={t(
        attribute === undefined ? 'maker:devices.attributes.add' : 'maker:devices.attributes.changeTitle',
      )}
      verb={t('action.save')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{t('maker:devices.attributes.effect')}</p>
      <TextInput
        label={t('maker:devices.attributes.name')}
        disabled={attribute !== undefined}
        data-autofocus={attribute === undefined || undefined}
        {...form.getInputProps('name')}
      />
      <Textarea
        label={t('maker:devices.attributes.value')}
        description={t('maker:devices.attributes.valueHint')}
        autosize
        maxRows={8}
        data-autofocus={attribute !== undefined || undefined}
        {...form.getInputProps('value')}
      />
    </FormDialog>
  );
}
