import type { UseFormReturnType } from '@mantine/form';
import type { Contract } from '../../../api/types.js';
import { useList } from '../../../api/use-list.js';
import { ChargeListFields } from '../../charges/form/charge-list-fields.js';
import type { ChargesForm } from '../../charges/form/charges-form.js';
import { toMeterLabel } from '../../charges/meters/meter-values.js';
import { useMeterName } from '../../meters/use-meter-name.js';
import { BookChoice } from '../../price-books/book-choice.js';
import { CountedTwiceNote } from '../meters/counted-twice-note.js';
import classes from './amend-dialog.module.css';
import { type AmendmentValues, pricedByBook } from './amendment-values.js';

interface AmendedPartProps {
  readonly form: UseFormReturnType<AmendmentValues>;
  readonly contract: Contract;
}

/** Charges that apply from the effective day. */
export function AmendedCharges({ form, contract }: AmendedPartProps) {
  const machines = useList('machines', '/machines', { query: { customerId: contract.customer.id } });
  const devices = useList('devices', '/devices');
  const known = new Map(contract.meters.map(({ device }) => [device.id, device.code]));
  const meterName = useMeterName();
  const meterNames = new Map(
    form.values.meters.map((meter) => [
      meter.id,
      toMeterLabel(
        known.get(meter.deviceId) ?? devices.items.find(({ id }) => id === meter.deviceId)?.code,
        meter,
        meterName,
      ),
    ]),
  );
  return (
    <div className={classes.column}>
      <BookChoice
        contract={{
          plan: { ...contract.plan, id: form.values.planId },
          currency: contract.currency,
          startsOn: form.values.effectiveOn,
        }}
        value={form.values.priceBookVersionId}
        onChoose={({ id, entries }) => {
          form.setFieldValue('priceBookVersionId', id);
          form.setFieldValue('charges', [...pricedByBook(form.values, entries, form.values.planId)]);
        }}
        error={form.errors.priceBookVersionId}
      />
      <ChargeListFields
        // An amendment's form contains all fields used here.
        form={form as unknown as ChargesForm}
        currency={contract.currency}
        meterNames={meterNames}
        machines={machines.items.filter(({ id }) => contract.machines.some((machine) => machine.id === id))}
      />
      <CountedTwiceNote values={form.values} devices={devices.items} machines={machines.items} />
    </div>
  );
}
