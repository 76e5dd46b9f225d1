import { Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { UnknownSignal } from '../../../api/types.js';
import { useStale } from '../../../api/use-stale.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { NumberField } from '../../../ui/forms/entry/number-field.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';

const KINDS = ['gauge', 'counter', 'state', 'event'] as const;

interface AdoptDialogProps {
  readonly signal: UnknownSignal;
  readonly onClose: () => void;
}

/** Sets unit and kind of an unknown signal, which makes it a regular signal, including its stored data. */
export function AdoptDialog({ signal, onClose }: AdoptDialogProps) {
  const { t, i18n } = useTranslation();
  const stale = useStale();
  const { form, sending, summary, submit } = useServerForm(
    { unit: '', kind: signal.kind, decimals: '1', label: '' },
    async (values) => {
      await request('POST', '/unknown-signals/adopt', {
        body: {
          deviceId: signal.device.id,
          key: signal.key,
          unit: values.unit,
          kind: values.kind,
          decimals: Number(values.decimals),
          ...(values.label === '' ? {} : { label: { [i18n.language]: values.label } }),
        },
      });
      await stale('unknown-signals', 'models', 'live', 'history');
      toastDone(t('maker:telemetry.adopted', { key: signal.key }));
      onClose();
    },
  );
  return (
    <FormDialog
      title={t('maker:telemetry.adoptTitle', { key: signal.key })}
      verb={t('maker:telemetry.adopt')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{t('maker:telemetry.adoptNote', { sample: signal.sample })}</p>
      <TextInput
        label={t('maker:registry.unit')}
        description={t('maker:registry.unitHint')}
        data-autofocus
        {...form.getInputProps('unit')}
      />
      <Select
        label={t('maker:registry.kindLabel')}
        data={KINDS.map((value) => ({ value, label: t(`maker:registry.kind.${value}`) }))}
        {...form.getInputProps('kind')}
      />
      <NumberField label={t('maker:registry.decimals')} decimals={0} {...form.getInputProps('decimals')} />
      <TextInput label={t('maker:telemetry.label')} {...form.getInputProps('label')} />
    </FormDialog>
  );
}
