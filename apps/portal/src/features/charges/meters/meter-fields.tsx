import { ActionIcon, Button, Select } from '@mantine/core';
import { IconArrowBackUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Device } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import type { ChargesForm } from '../form/charges-form.js';
import { MeasuringFields } from './measuring-fields.js';
import classes from './meter-fields.module.css';
import { newMeter } from './meter-values.js';

interface MeterFieldsProps {
  readonly form: ChargesForm;
  readonly index: number;
  readonly devices: readonly Device[];
  /** Resets the changed settings of an existing meter. Without this prop, the meter can be removed. */
  readonly back?: { readonly isChanged: boolean; readonly onBack: () => void };
}

/** Fields of a meter: the device's signal, the measuring method, and the plausibility limits. */
export function MeterFields({ form, index, devices, back }: MeterFieldsProps) {
  const { t } = useTranslation();
  const { deviceId } = form.values.meters[index]!;
  const signals = useOne('devices', '/devices/{id}/signals', {
    path: { id: deviceId },
    query: { withModel: true },
    enabled: deviceId !== '',
  });
  return (
    <fieldset className={classes.meter}>
      <legend className="visually-hidden">{t('maker:contract.meter')}</legend>
      <Select
        label={t('maker:contract.meter')}
        searchable
        data={devices.map((device) => ({
          value: device.id,
          label: [device.code, device.site?.name].filter(Boolean).join(', '),
        }))}
        {...form.getInputProps(`meters.${index}.deviceId`)}
      />
      <MeasuringFields
        form={form}
        index={index}
        signals={deviceId === '' ? undefined : (signals.data?.items ?? [])}
      />
      {back?.isChanged === false ? null : (
        <ActionIcon
          variant="subtle"
          className={classes.remove}
          aria-label={t(back === undefined ? 'maker:charge.removeMeter' : 'maker:amendment.meterBack')}
          title={back === undefined ? undefined : t('maker:amendment.meterBack')}
          onClick={back === undefined ? () => form.removeListItem('meters', index) : back.onBack}
        >
          {back === undefined ? (
            <IconTrash size={16} stroke={1.75} />
          ) : (
            <IconArrowBackUp size={16} stroke={1.75} />
          )}
        </ActionIcon>
      )}
    </fieldset>
  );
}

/** Button that adds an empty meter. */
export function AddMeter({ form }: Pick<MeterFieldsProps, 'form'>) {
  const { t } = useTranslation();
  return (
    <div>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconPlus size={14} />}
        onClick={() => form.insertListItem('meters', newMeter())}
      >
        {t('maker:charge.addMeter')}
      </Button>
    </div>
  );
}
