import { ActionIcon, Button, MultiSelect, Select } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Contract } from '../../../api/types.js';
import { useList } from '../../../api/use-list.js';
import type { AmendmentValues } from './amendment-values.js';
import classes from './amend-dialog.module.css';

interface AmendedMachinesProps {
  readonly form: UseFormReturnType<AmendmentValues>;
  readonly contract: Contract;
}

/**
 * Machines that leave at the end of the previous day, and machines that join on the effective day as a replacement or
 * in addition.
 */
export function AmendedMachines({ form, contract }: AmendedMachinesProps) {
  const { t } = useTranslation();
  const machines = useList('machines', '/machines', { query: { customerId: contract.customer.id } });
  const { effectiveOn, addMachines } = form.values;
  const present = contract.machines
    .filter(({ from, to }) => from <= effectiveOn && (to === null || to > effectiveOn))
    .map(({ id, serial }) => ({ value: id, label: serial }));
  const others = machines.items
    .filter(({ id }) => !present.some(({ value }) => value === id))
    .map(({ id, serial }) => ({ value: id, label: serial }));
  return (
    <div className={classes.column}>
      <MultiSelect
        label={t('maker:amendment.leave')}
        description={t('maker:amendment.leaveHint')}
        data={present}
        {...form.getInputProps('removeMachines')}
      />
      {addMachines.map((joining, index) => (
        <div key={joining.row} className={classes.row}>
          <Select
            label={t('maker:amendment.join')}
            searchable
            data={others}
            value={joining.machineId || null}
            error={form.errors[`addMachines.${index}`] ?? form.errors[`addMachines.${index}.machineId`]}
            onChange={(id) => form.setFieldValue(`addMachines.${index}.machineId`, id ?? '')}
          />
          <Select
            label={t('maker:amendment.replaces')}
            clearable
            placeholder={t('maker:amendment.nobody')}
            data={present}
            value={joining.replaces || null}
            onChange={(id) => form.setFieldValue(`addMachines.${index}.replaces`, id ?? '')}
          />
          <Select
            label={t('maker:amendment.like')}
            clearable
            disabled={joining.replaces !== ''}
            data={present}
            value={joining.replaces || joining.like || null}
            onChange={(id) => form.setFieldValue(`addMachines.${index}.like`, id ?? '')}
          />
          <ActionIcon
            variant="subtle"
            className="beside-field"
            aria-label={t('maker:amendment.removeJoining')}
            onClick={() =>
              form.setFieldValue(
                'addMachines',
                addMachines.filter(({ row }) => row !== joining.row),
              )
            }
          >
            <IconTrash size={16} stroke={1.75} />
          </ActionIcon>
        </div>
      ))}
      <div>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} />}
          onClick={() =>
            form.setFieldValue('addMachines', [
              ...addMachines,
              {
                row: crypto.randomUUID(),
                machineId: '',
                replaces: '',
                like: present[0]?.value ?? '',
              },
            ])
          }
        >
          {t('maker:amendment.addMachine')}
        </Button>
      </div>
    </div>
  );
}
