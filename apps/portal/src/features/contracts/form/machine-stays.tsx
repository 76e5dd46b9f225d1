import { MultiSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Contract, MachineRow } from '../../../api/types.js';
import { DateField } from '../../../ui/forms/entry/date-field.js';
import type { ChargesForm } from '../../charges/form/charges-form.js';
import classes from './machine-stays.module.css';

interface MachineStaysProps {
  readonly form: ChargesForm;
  readonly contract: Contract;
  readonly machines: readonly MachineRow[];
}

/** Machines of a contract and the days on which each is covered, because machines can join later or leave earlier. */
export function MachineStays({ form, contract, machines }: MachineStaysProps) {
  const { t } = useTranslation();
  const stays = form.values.machines;
  const known = new Map(contract.machines.map(({ id, serial }) => [id, serial]));
  const serialOf = (id: string): string =>
    machines.find((machine) => machine.id === id)?.serial ?? known.get(id) ?? '';
  const choose = (ids: readonly string[]): void =>
    form.setFieldValue('machines', [
      ...stays.filter(({ machineId }) => ids.includes(machineId)),
      ...ids
        .filter((id) => !stays.some(({ machineId }) => machineId === id))
        .map((machineId) => ({ machineId, from: contract.startsOn, to: '' })),
    ]);
  return (
    <>
      <MultiSelect
        label={t('maker:contract.machines')}
        description={t('maker:contract.machinesHint')}
        searchable
        data={[...new Map([...known, ...machines.map(({ id, serial }) => [id, serial] as const)])].map(
          ([value, label]) => ({ value, label }),
        )}
        value={[...new Set(stays.map(({ machineId }) => machineId))]}
        error={form.errors['machines']}
        onChange={choose}
      />
      {stays.length === 0 ? null : (
        <ul className={classes.stays}>
          {stays.map(({ machineId }, index) => (
            <li key={`${machineId} ${index}`} className={classes.stay}>
              <span className={classes.serial}>
                {serialOf(machineId)}
                {form.errors[`machines.${index}`] === undefined ? null : (
                  <span className={classes.fault}>{form.errors[`machines.${index}`]}</span>
                )}
              </span>
              <DateField
                label={t('maker:contract.firstDay')}
                aria-label={`${serialOf(machineId)}, ${t('maker:contract.firstDay')}`}
                {...form.getInputProps(`machines.${index}.from`)}
              />
              <DateField
                clearable
                label={t('maker:amendment.lastDay')}
                aria-label={`${serialOf(machineId)}, ${t('maker:amendment.lastDay')}`}
                {...form.getInputProps(`machines.${index}.to`)}
              />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
