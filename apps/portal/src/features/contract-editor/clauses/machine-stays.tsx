import { MultiSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { MachineRow } from '../../../api/types.js';
import { DateField } from '../../../ui/forms/entry/date-field.js';
import type { DraftForm } from '../draft-form.js';
import classes from './machine-stays.module.css';

interface MachineStaysProps {
  readonly form: DraftForm;
  /** Machines to choose from. */
  readonly offered: readonly MachineRow[];
  /** Machines with known serial numbers, including those that are no longer offered. */
  readonly known: readonly { readonly id: string; readonly serial: string }[];
  readonly onChange: (machines: DraftForm['values']['machines']) => void;
}

/** Machines of a contract and the days on which each is covered, because machines can join later or leave earlier. */
export function MachineStays({ form, offered, known, onChange }: MachineStaysProps) {
  const { t } = useTranslation();
  const { machines: stays, startsOn } = form.values;
  const serials = new Map(known.map(({ id, serial }) => [id, serial]));
  const chosen = [...new Set(stays.map(({ machineId }) => machineId))];
  const choose = (ids: readonly string[]): void =>
    onChange([
      ...stays.filter(({ machineId }) => ids.includes(machineId)),
      ...ids.filter((id) => !chosen.includes(id)).map((machineId) => ({ machineId, from: startsOn, to: '' })),
    ]);
  return (
    <>
      <MultiSelect
        label={t('maker:contract.machines')}
        description={t('maker:contract.machinesHint')}
        searchable
        data={[...new Set([...chosen, ...offered.map(({ id }) => id)])].map((id) => ({
          value: id,
          label: serials.get(id) ?? id,
        }))}
        data-path="machines"
        value={chosen}
        error={form.errors['machines']}
        onChange={choose}
      />
      {stays.length === 0 ? null : (
        <ul className={classes.stays}>
          {stays.map(({ machineId }, index) => {
            const serial = serials.get(machineId) ?? '';
            const fault = form.errors[`machines.${index}`];
            return (
              <li key={`${machineId} ${index}`} className={classes.stay}>
                <span className={classes.serial}>
                  {serial}
                  {fault === undefined ? null : <span className={classes.fault}>{fault}</span>}
                </span>
                <DateField
                  label={t('maker:contract.firstDay')}
                  aria-label={`${serial}, ${t('maker:contract.firstDay')}`}
                  {...form.getInputProps(`machines.${index}.from`)}
                />
                <DateField
                  clearable
                  label={t('maker:amendment.lastDay')}
                  aria-label={`${serial}, ${t('maker:amendment.lastDay')}`}
                  {...form.getInputProps(`machines.${index}.to`)}
                />
              </li>
            );
          })}
        </ul>
      )}
    </>
  );
}
