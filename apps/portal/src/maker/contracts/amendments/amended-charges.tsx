import type { UseFormReturnType } from '@mantine/form';
import { Button, Menu } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Contract, Device, MachineRow } from '../../../api/types.js';
import { useList } from '../../../api/use-list.js';
import { ChargeFields, type ChargesForm } from '../charge-fields.js';
import { MODELS, newCharge } from '../charge-values.js';
import type { AmendmentValues } from './amendment-values.js';
import classes from './amend-dialog.module.css';

interface AmendedPartProps {
  readonly form: UseFormReturnType<AmendmentValues>;
  readonly contract: Contract;
}

/** What is charged from the day on. */
export function AmendedCharges({ form, contract }: AmendedPartProps) {
  const { t } = useTranslation();
  const machines = useList<MachineRow>('machines', '/machines', { customerId: contract.customer.id });
  const devices = useList<Device>('devices', '/devices');
  const { meters, charges } = form.values;
  const known = new Map(contract.meters.map(({ device }) => [device.id, device.code]));
  const meterNames = new Map(
    meters.map((meter) => [
      meter.id,
      known.get(meter.deviceId) ?? devices.items.find(({ id }) => id === meter.deviceId)?.code ?? '',
    ]),
  );
  return (
    <div className={classes.column}>
      {charges.length === 0 ? <p className={classes.none}>{t('maker:contract.noCharges')}</p> : null}
      {charges.map((charge, index) => (
        <ChargeFields
          key={charge.row}
          // An amendment's form has all that these fields look at.
          form={form as unknown as ChargesForm}
          index={index}
          currency={contract.currency}
          meterNames={meterNames}
          machines={machines.items.filter(({ id }) => contract.machines.some((machine) => machine.id === id))}
        />
      ))}
      <div>
        <Menu position="bottom-start">
          <Menu.Target>
            <Button variant="default" size="xs" leftSection={<IconPlus size={14} />}>
              {t('maker:charge.add')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {MODELS.map((model) => (
              <Menu.Item
                key={model}
                onClick={() =>
                  form.setFieldValue('charges', [
                    ...charges,
                    newCharge(
                      model,
                      meters.slice(0, 1).map(({ id }) => id),
                    ),
                  ])
                }
              >
                {t(`maker:charge.model.${model}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </div>
    </div>
  );
}
