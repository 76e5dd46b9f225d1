import type { UseFormReturnType } from '@mantine/form';
import type { Contract, Device, MachineRow } from '../../../api/types.js';
import { useList } from '../../../api/use-list.js';
import type { ChargesForm } from '../charge-fields.js';
import { ChargeListFields } from '../charge-list-fields.js';
import type { AmendmentValues } from './amendment-values.js';
import classes from './amend-dialog.module.css';

interface AmendedPartProps {
  readonly form: UseFormReturnType<AmendmentValues>;
  readonly contract: Contract;
}

/** What is charged from the day on. */
export function AmendedCharges({ form, contract }: AmendedPartProps) {
  const machines = useList<MachineRow>('machines', '/machines', { customerId: contract.customer.id });
  const devices = useList<Device>('devices', '/devices');
  const known = new Map(contract.meters.map(({ device }) => [device.id, device.code]));
  const meterNames = new Map(
    form.values.meters.map((meter) => [
      meter.id,
      known.get(meter.deviceId) ?? devices.items.find(({ id }) => id === meter.deviceId)?.code ?? '',
    ]),
  );
  return (
    <div className={classes.column}>
      <ChargeListFields
        // An amendment's form has all that these fields look at.
        form={form as unknown as ChargesForm}
        currency={contract.currency}
        meterNames={meterNames}
        machines={machines.items.filter(({ id }) => contract.machines.some((machine) => machine.id === id))}
      />
    </div>
  );
}
