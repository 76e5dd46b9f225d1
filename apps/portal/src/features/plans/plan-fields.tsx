import { Select, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { type PlanValues, STRUCTURES } from './plan-values.js';

/** Any form that writes a plan. */
export type PlanForm = UseFormReturnType<PlanValues>;

/** What a plan is called and made of. */
export function PlanFields({ form }: { readonly form: PlanForm }) {
  const { t } = useTranslation();
  const { structure } = form.values;
  const structures: readonly string[] = STRUCTURES;
  // One that came with an import stays as it is.
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
