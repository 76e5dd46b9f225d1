import { ActionIcon, Button, Select } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { IconMapPin, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Contract } from '../../../api/types.js';
import { useList } from '../../../api/use-list.js';
import type { AmendmentValues } from './amendment-values.js';
import classes from './amend-dialog.module.css';

interface AmendedMovesProps {
  readonly form: UseFormReturnType<AmendmentValues>;
  readonly contract: Contract;
}

/** Machines of the contract that move to another site of the customer on the effective day. */
export function AmendedMoves({ form, contract }: AmendedMovesProps) {
  const { t } = useTranslation();
  const sites = useList('sites', '/sites', { query: { customerId: contract.customer.id } });
  const { effectiveOn, moveMachines } = form.values;
  const present = contract.machines
    .filter(({ from, to }) => from <= effectiveOn && (to === null || to > effectiveOn))
    .map(({ id, serial }) => ({ value: id, label: serial }));
  if (sites.items.length < 2 && moveMachines.length === 0) return null;
  return (
    <>
      {moveMachines.map((move, index) => (
        <div key={move.row} className={classes.move}>
          <Select
            label={t('maker:amendment.move')}
            description={t('maker:amendment.moveHint')}
            data={present}
            {...form.getInputProps(`moveMachines.${index}.machineId`)}
            value={move.machineId || null}
            onChange={(id) => form.setFieldValue(`moveMachines.${index}.machineId`, id ?? '')}
          />
          <Select
            label={t('maker:amendment.toSite')}
            searchable
            data={sites.items.map(({ id, name, city }) => ({ value: id, label: `${name}, ${city}` }))}
            {...form.getInputProps(`moveMachines.${index}.siteId`)}
            value={move.siteId || null}
            onChange={(id) => form.setFieldValue(`moveMachines.${index}.siteId`, id ?? '')}
          />
          <ActionIcon
            variant="subtle"
            className="beside-field"
            aria-label={t('maker:amendment.removeMove')}
            onClick={() => form.removeListItem('moveMachines', index)}
          >
            <IconTrash size={16} stroke={1.75} />
          </ActionIcon>
        </div>
      ))}
      <div>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconMapPin size={14} aria-hidden />}
          onClick={() =>
            form.insertListItem('moveMachines', { row: crypto.randomUUID(), machineId: '', siteId: '' })
          }
        >
          {t('maker:amendment.addMove')}
        </Button>
      </div>
    </>
  );
}
