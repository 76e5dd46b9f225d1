import { Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/transport.js';
import { useOne } from '../../api/use-one.js';
import { useStale } from '../../api/use-stale.js';
import { FormDialog } from '../../ui/forms/form-dialog.js';
import { useServerForm } from '../../ui/forms/use-server-form.js';

interface DeviceDialogProps {
  readonly machineId: string | undefined;
  readonly onClose: () => void;
  readonly onAdded: (deviceId: string) => void;
}

const KINDS = ['controller', 'gateway', 'instrument'] as const;

/** Adds a device, which belongs to a machine or, as a station's instrument, to a site. */
export function DeviceDialog({ machineId, onClose, onAdded }: DeviceDialogProps) {
  const { t } = useTranslation();
  const stale = useStale();
  const machines = useOne('machines', '/machines', {
    query: { limit: 200 },
    enabled: machineId === undefined,
  });
  const sites = useOne('sites', '/sites', { query: { limit: 200 } });
  const { form, sending, summary, submit } = useServerForm(
    { code: '', kind: 'gateway' as (typeof KINDS)[number], machineId: machineId ?? '', siteId: '' },
    async (values) => {
      const location =
        values.kind === 'instrument' ? { siteId: values.siteId } : { machineId: values.machineId };
      const added = await request('POST', '/devices', {
        body: { code: values.code, kind: values.kind, ...location },
      });
      await stale('devices');
      onAdded(added.id);
      onClose();
    },
  );
  return (
    <FormDialog
      title={t('maker:devices.add')}
      verb={t('action.save')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput
        label={t('maker:registry.code')}
        description={t('maker:devices.codeHint')}
        data-autofocus
        {...form.getInputProps('code')}
      />
      <Select
        label={t('maker:devices.kindLabel')}
        data={KINDS.map((value) => ({ value, label: t(`maker:devices.kind.${value}`) }))}
        {...form.getInputProps('kind')}
      />
      {form.values.kind === 'instrument' ? (
        <Select
          label={t('maker:life.site')}
          searchable
          data={(sites.data?.items ?? []).map((site) => ({
            value: site.id,
            label: `${site.name}, ${site.customer.name}`,
          }))}
          {...form.getInputProps('siteId')}
        />
      ) : machineId === undefined ? (
        <Select
          label={t('maker:fleet.machine')}
          searchable
          limit={50}
          data={(machines.data?.items ?? []).map((machine) => ({ value: machine.id, label: machine.serial }))}
          {...form.getInputProps('machineId')}
        />
      ) : null}
    </FormDialog>
  );
}
