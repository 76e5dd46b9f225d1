import { Button } from '@mantine/core';
import { IconListCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ProposedMeter } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { useFormat } from '../../../format/use-format.js';
import type { ChargesForm } from '../../charges/form/charges-form.js';
import { type MeterValues, toMeterValues } from '../../charges/meters/meter-values.js';
import classes from './model-meters-offer.module.css';

interface ModelMetersOfferProps {
  readonly form: ChargesForm;
  /** Machines for which model meters are offered. */
  readonly machineIds: readonly string[];
  /** Called with the meters that were added. */
  readonly onTake?: (meters: readonly MeterValues[]) => void;
}

/** Maximum number of machines in one request. */
const MAX_MACHINES = 100;

/**
 * Offers model meters that the contract lacks for its machines. All offered meters with the same name are added in one
 * click.
 */
export function ModelMetersOffer({ form, machineIds, onTake }: ModelMetersOfferProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const queriedIds = [...new Set(machineIds.filter((id) => id !== ''))].sort().slice(0, MAX_MACHINES);
  const proposals = useOne('models', '/model-meters/proposals', {
    query: { machineIds: queriedIds },
    enabled: queriedIds.length > 0,
    keepPrevious: true,
  });
  const { meters } = form.values;
  const offered = (proposals.data?.items ?? []).filter(
    (meter) => queriedIds.includes(meter.machineId) && !meters.some((one) => isSameMeter(one, meter)),
  );
  if (offered.length === 0) return null;
  const take = (taken: typeof offered): void => {
    const added = taken.map(({ modelMeterId, ...meter }) => ({
      ...toMeterValues({
        ...meter,
        id: crypto.randomUUID(),
        modulus: null,
        device: { id: meter.deviceId, code: '' },
      }),
      modelMeterId,
    }));
    form.setFieldValue('meters', [...meters, ...added]);
    onTake?.(added);
  };
  const names = [...new Set(offered.map(({ name }) => name))];
  if (names.length === 1)
    return (
      <div className={classes.offer}>
        <TakeButton onTake={() => take(offered)}>
          {t('maker:modelMeters.take', { count: offered.length })}
        </TakeButton>
        <span className={classes.names}>{names[0]}</span>
      </div>
    );
  // A contract usually bills one quantity of its machines, so each quantity is added on its own.
  return (
    <div className={classes.offer}>
      {names.map((name) => {
        const meters = offered.filter((meter) => meter.name === name);
        return (
          <TakeButton key={name} onTake={() => take(meters)}>
            {t('maker:modelMeters.takeNamed', { name, number: format.number(meters.length) })}
          </TakeButton>
        );
      })}
    </div>
  );
}

function TakeButton({ children, onTake }: { readonly children: string; readonly onTake: () => void }) {
  return (
    <Button
      variant="default"
      size="xs"
      leftSection={<IconListCheck size={14} aria-hidden />}
      onClick={onTake}
    >
      {children}
    </Button>
  );
}

/** Returns true if a meter in the form measures the same quantity as a proposed one. */
function isSameMeter(meter: MeterValues, proposed: ProposedMeter): boolean {
  const read = ({
    deviceId,
    signalKey,
    method,
    matches,
    deducts,
  }: Pick<MeterValues, 'deviceId' | 'signalKey' | 'method' | 'matches' | 'deducts'>): string =>
    JSON.stringify([deviceId, signalKey, method, [...matches].sort(), deducts]);
  return read(meter) === read(proposed);
}
