import { Select, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { type PlanValues, STRUCTURES } from './plan-values.js';

/** Any form with a plan's fields. */
export type PlanForm = UseFormReturnType<PlanValues>;

/** Name and composition of a plan. */
export function PlanFields({ form }: { readonly form: PlanForm }) {
  const { t } = useTranslation();
  const { structure } = form.values;
  const structures: readonly string[] = STRUCTURES;
  // Keeps a structure from an import that is not in the list.
  const all = structures.includes(structure) ? structures : [structure, ...structures];
  return (
    <>
      <TextInput label={t('maker:registry.name')} data-autofocus {...form.getInputProps('name')} />
      <TextInput label={t('maker:registry.code')} {...form.getInputProps('code')} />
      <Select
        label={t('maker:settings.structure')}
        allowDeselect={false}
        data={all.map((value) => ({ value, label: t(`maker:structure.${value}`, value) }))}
        {...form.getInputProps('structure')}
      />
    </>
  );
}
