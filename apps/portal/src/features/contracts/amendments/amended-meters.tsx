import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { Contract } from '../../../api/types.js';
import { useList } from '../../../api/use-list.js';
import type { ChargesForm } from '../../charges/form/charges-form.js';
import { AddMeter, MeterFields } from '../../charges/meters/meter-fields.js';
import { toMeterValues } from '../../charges/meters/meter-values.js';
import { ModelMetersOffer } from '../meters/model-meters-offer.js';
import classes from './amend-dialog.module.css';
import { type AmendmentValues, isMeterChanged } from './amendment-values.js';

interface AmendedMetersProps {
  readonly form: UseFormReturnType<AmendmentValues>;
  readonly contract: Contract;
}

/** Meters that apply from the effective day: the meters of the charges, changed ones, and additional ones. */
export function AmendedMeters({ form, contract }: AmendedMetersProps) {
  const { t } = useTranslation();
  const devices = useList('devices', '/devices');
  const { meters, charges, effectiveOn, addMachines, removeMachines } = form.values;
  const staying = contract.machines.filter(
    ({ id, from, to }) =>
      from <= effectiveOn && (to === null || to > effectiveOn) && !removeMachines.includes(id),
  );
  /** A machine that replaces or copies another one gets copies of its meters, so no model meters are offered for it. */
  const joining = addMachines.filter(({ replaces, like }) => replaces === '' && like === '');
  const counted = new Set(charges.flatMap(({ meterIds }) => meterIds));
  return (
    <div className={classes.column}>
      <p className={classes.none}>{t('maker:amendment.metersHint')}</p>
      {meters.map((meter, index) => {
        const before = contract.meters.find(({ id }) => id === meter.id);
        const isChanged = before !== undefined && isMeterChanged(meter, before);
        if (before !== undefined && !isChanged && !counted.has(meter.id)) return null;
        return (
          <MeterFields
            key={meter.id}
            // An amendment's form contains all fields used here.
            form={form as unknown as ChargesForm}
            index={index}
            devices={devices.items}
            {...(before !== undefined && {
              back: {
                isChanged,
                onBack: () => form.setFieldValue(`meters.${index}`, toMeterValues(before)),
              },
            })}
          />
        );
      })}
      <ModelMetersOffer
        // An amendment's form contains all fields used here.
        form={form as unknown as ChargesForm}
        machineIds={[...joining.map(({ machineId }) => machineId), ...staying.map(({ id }) => id)]}
      />
      <AddMeter form={form} />
    </div>
  );
}
