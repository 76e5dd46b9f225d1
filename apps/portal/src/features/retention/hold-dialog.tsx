import { Autocomplete, Select, Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/transport.js';
import type { Device } from '../../api/types.js';
import { useList } from '../../api/use-list.js';
import { useOne } from '../../api/use-one.js';
import { useStale } from '../../api/use-stale.js';
import { productNow } from '../../clock/clock.js';
import { instantToWallTime, wallTimeToIso } from '../../format/time.js';
import { useFormat } from '../../format/use-format.js';
import { DateTimeField } from '../../ui/forms/entry/date-time-field.js';
import classes from '../../ui/forms/fields.module.css';
import { FormDialog } from '../../ui/forms/form-dialog.js';
import { useServerForm } from '../../ui/forms/use-server-form.js';

const MONTH_MS = 30 * 86_400_000;

/** Adds a retention hold on readings: one machine or all, one signal or all, a period and a reason. */
export function HoldDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { zone } = format;
  const stale = useStale();
  const [search, setSearch] = useState('');
  const [wanted] = useDebouncedValue(search, 200);
  const devices = useList('devices', '/devices', { query: { search: wanted } });
  const [chosen, setChosen] = useState<Device>();
  const machine = useOne('machines', '/machines/{id}', {
    path: { id: chosen?.machine?.id },
    enabled: chosen?.machine !== undefined && chosen.machine !== null,
  });
  const { form, sending, summary, submit } = useServerForm(
    {
      deviceId: '',
      signalKey: '',
      from: instantToWallTime(productNow() - MONTH_MS, zone),
      to: instantToWallTime(productNow(), zone),
      reason: '',
    },
    async ({ deviceId, signalKey, from, to, reason }) => {
      await request('POST', '/reading-holds', {
        body: {
          ...(deviceId === '' ? {} : { deviceId }),
          ...(signalKey === '' ? {} : { signalKey }),
          from: wallTimeToIso(from, zone),
          to: wallTimeToIso(to, zone),
          reason,
        },
      });
      await stale('reading-holds');
      onClose();
    },
  );
  const label = (device: Device): string =>
    device.machine === null ? device.code : `${device.machine.serial}, ${device.code}`;
  const shown = [
    ...(chosen === undefined || devices.items.some(({ id }) => id === chosen.id) ? [] : [chosen]),
    ...devices.items,
  ];
  return (
    <FormDialog
      title={t('maker:retention.holdTitle')}
      verb={t('maker:retention.hold')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
      size={520}
    >
      <p>{t('maker:retention.holdEffect')}</p>
      <div className={classes.two}>
        <Select
          label={t('maker:fleet.machine')}
          placeholder={t('maker:retention.every')}
          searchable
          clearable
          onSearchChange={setSearch}
          filter={({ options }) => options}
          data={shown.map((device) => ({ value: device.id, label: label(device) }))}
          {...form.getInputProps('deviceId')}
          value={form.values.deviceId || null}
          onChange={(value) => {
            setChosen(shown.find(({ id }) => id === value));
            form.setFieldValue('deviceId', value ?? '');
          }}
        />
        <Autocomplete
          label={t('maker:retention.signal')}
          placeholder={t('maker:retention.every')}
          data={machine.data?.signals.map(({ key }) => key) ?? []}
          {...form.getInputProps('signalKey')}
        />
      </div>
      <div className={classes.two}>
        {(['from', 'to'] as const).map((end) => (
          <DateTimeField
            key={end}
            zone={zone}
            label={t(`history.${end}`)}
            description={t('history.zone', { zone: format.city(zone) })}
            {...form.getInputProps(end)}
          />
        ))}
      </div>
      <Textarea
        label={t('maker:retention.reason')}
        description={t('maker:retention.reasonHint')}
        autosize
        minRows={2}
        {...form.getInputProps('reason')}
      />
    </FormDialog>
  );
}
