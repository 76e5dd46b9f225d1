import { ActionIcon, Button } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import { useFormat } from '../../../format/use-format.js';
import { ApiProblem, type FieldFault, problemOf } from '../../../problems/problem.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import { type BillingValues } from '../../charges/form/charge-values.js';
import { MeasuringFields } from '../../charges/meters/measuring-fields.js';
import classes from '../../charges/meters/meter-fields.module.css';
import { newMeter } from '../../charges/meters/meter-values.js';
import { toMeasurement, toMeterValues } from './measured-values.js';
import { type Measurement, MAX_MEASUREMENTS } from './measurement.js';
import type { MachineDevices } from './use-machine-devices.js';
import { queryOf } from './use-usage-histories.js';
import { deviceOf, findMissingSignals, signalsOf } from './use-subject.js';

interface MeasuredDialogProps {
  readonly measured: readonly Measurement[];
  readonly machines: readonly MachineDevices[];
  readonly zone: string;
  readonly onUse: (measured: readonly Measurement[]) => void;
  readonly onClose: () => void;
}

/**
 * Selects the measured quantities of machines. Each quantity is validated with one month of data first, so that errors
 * appear at its field.
 */
export function MeasuredDialog({ measured, machines, zone, onUse, onClose }: MeasuredDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const signals = signalsOf(machines);
  const { form, sending, summary, submit } = useServerForm<BillingValues>(
    {
      machines: [],
      charges: [],
      meters: measured.length === 0 ? [newMeter()] : measured.map(toMeterValues),
    },
    async ({ meters }) => {
      const wanted = meters.map(toMeasurement);
      const found = await Promise.all(
        wanted.map((one, index) => faultsOf(one, index, machines, zone, format.listed)),
      );
      const fields = found.flat();
      if (fields.length > 0) throw new ApiProblem({ status: 422, code: 'metering.counter_invalid', fields });
      onUse(wanted);
    },
  );
  const { meters } = form.values;
  return (
    <FormDialog
      title={t('maker:simulator.measuredTitle')}
      verb={t('maker:simulator.use')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
      size={760}
    >
      {meters.map((meter, index) => (
        <fieldset key={meter.id} className={classes.meter}>
          <legend className="visually-hidden">{t('maker:simulator.quantity', { number: index + 1 })}</legend>
          <MeasuringFields form={form} index={index} signals={signals} />
          {meters.length === 1 ? null : (
            <ActionIcon
              variant="subtle"
              className={classes.remove}
              aria-label={t('maker:simulator.removeMeasured', { number: index + 1 })}
              onClick={() => form.removeListItem('meters', index)}
            >
              <IconTrash size={16} stroke={1.75} />
            </ActionIcon>
          )}
        </fieldset>
      ))}
      <div>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} />}
          disabled={meters.length >= MAX_MEASUREMENTS}
          onClick={() => form.insertListItem('meters', newMeter())}
        >
          {t('maker:simulator.addMeasured')}
        </Button>
      </div>
    </FormDialog>
  );
}

/** Validates the quantities against the selected machines; returns errors at the fields of each row. */
async function faultsOf(
  measured: Measurement,
  index: number,
  machines: readonly MachineDevices[],
  zone: string,
  listed: (parts: readonly string[]) => string,
): Promise<FieldFault[]> {
  const at = (field: string, code: string, params: FieldFault['params'] = {}): FieldFault[] => [
    { pointer: `/meters/${index}/${field}`, code, params },
  ];
  if (measured.signalKey === '') return at('signalKey', 'portal.signal_missing');
  const [lacking] = findMissingSignals([measured], machines);
  if (lacking) return at('signalKey', 'portal.signal_lacking', { machines: listed(lacking.serials) });
  const [machine] = machines;
  const deviceId = machine && deviceOf(machine, measured);
  if (deviceId === undefined) return [];
  try {
    await request('GET', '/devices/{id}/counter-months', {
      path: { id: deviceId },
      query: { ...queryOf(measured, zone), months: 1 },
    });
    return [];
  } catch (error) {
    const { fields } = problemOf(error);
    if (fields === undefined || fields.length === 0) throw error;
    return fields.flatMap(({ pointer, code, params }) => at(pointer.slice(1), code, params));
  }
}
