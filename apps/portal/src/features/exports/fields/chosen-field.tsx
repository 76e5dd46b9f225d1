import { MultiSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Customer, ExportSchedule, MachineRow, Site } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { type Choice, GROWING, MultiSearchSelect } from '../../search/search-select.js';

interface ChosenFieldProps {
  readonly of: Exclude<ExportSchedule['machines']['of'], 'all'>;
  readonly chosen: readonly Choice[];
  readonly error: ReactNode;
  /** Replaces the default label. */
  readonly label?: string;
  readonly description?: string;
  readonly onChange: (chosen: readonly Choice[]) => void;
}

const MAX_CHOSEN = 500;
const SEARCHED = {
  list: { name: 'machines', path: '/machines' },
  site: { name: 'sites', path: '/sites' },
  customer: { name: 'customers', path: '/customers' },
} as const;

function toChoice(item: MachineRow | Site | Customer): Choice {
  return { value: item.id, label: 'serial' in item ? item.serial : item.name };
}

/** Selects machines, models, sites or customers. */
export function ChosenField({ of, chosen, error, label: given, description, onChange }: ChosenFieldProps) {
  const { t } = useTranslation();
  const models = useOne('models', '/models', { query: { limit: 200 }, enabled: of === 'model' });
  const label = given ?? t(`exports.chosen.${of}`);
  if (of !== 'model')
    return (
      <MultiSearchSelect<'/machines' | '/sites' | '/customers'>
        key={of}
        label={label}
        description={description}
        error={error}
        searched={SEARCHED[of]}
        toChoice={toChoice}
        chosen={chosen}
        maxChosen={MAX_CHOSEN}
        onChange={(_, named) => onChange(named)}
      />
    );
  const offered = (models.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const known = [
    ...offered,
    ...chosen.filter(({ value }) => !offered.some((choice) => choice.value === value)),
  ];
  return (
    <MultiSelect
      label={label}
      error={error}
      searchable
      hidePickedOptions
      styles={GROWING}
      data={known}
      value={chosen.map(({ value }) => value)}
      onChange={(values) => onChange(known.filter(({ value }) => values.includes(value)))}
    />
  );
}
