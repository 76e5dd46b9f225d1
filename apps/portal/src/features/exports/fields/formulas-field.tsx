import { Select, type SelectProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';

const FORMULAS = ['escape', 'keep'] as const;

/** Selects how a CSV file treats text that a spreadsheet would run as a formula. */
export function FormulasField(props: SelectProps) {
  const { t } = useTranslation();
  return (
    <Select
      {...props}
      label={t('exports.formulas.label')}
      description={t('exports.formulas.hint')}
      allowDeselect={false}
      data={FORMULAS.map((value) => ({ value, label: t(`exports.formulas.${value}`) }))}
    />
  );
}
