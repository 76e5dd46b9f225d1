import { Button, Menu } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { MachineRow } from '../../api/types.js';
import { ChargeFields, type ChargesForm } from './charge-fields.js';
import { MODELS, newCharge } from './charge-values.js';
import classes from './charges-dialog.module.css';

interface ChargeListFieldsProps {
  readonly form: ChargesForm;
  readonly currency: string;
  /** By meter; a new charge counts the first. */
  readonly meterNames: ReadonlyMap<string, string>;
  readonly machines: readonly MachineRow[];
  readonly countsAll?: boolean;
}

/** The charges of a form in the order of the invoice, and a way to add one. */
export function ChargeListFields({ form, meterNames, ...given }: ChargeListFieldsProps) {
  const { t } = useTranslation();
  const { charges } = form.values;
  return (
    <>
      {charges.length === 0 ? <p className={classes.none}>{t('maker:contract.noCharges')}</p> : null}
      {charges.map((charge, index) => (
        <ChargeFields key={charge.row} form={form} index={index} meterNames={meterNames} {...given} />
      ))}
      <Menu position="bottom-start">
        <Menu.Target>
          <Button variant="default" size="xs" leftSection={<IconPlus size={14} />} className={classes.add}>
            {t('maker:charge.add')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {MODELS.map((model) => (
            <Menu.Item
              key={model}
              onClick={() =>
                form.insertListItem('charges', newCharge(model, [...meterNames.keys()].slice(0, 1)))
              }
            >
              {t(`maker:charge.model.${model}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
