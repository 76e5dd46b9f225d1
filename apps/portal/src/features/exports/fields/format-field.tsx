import { Select, type SelectProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';

const FORMATS = ['csv', 'ndjson', 'parquet'] as const;
export type ExportFormat = (typeof FORMATS)[number];

/** Selects the file format of an export. */
export function FormatField(props: SelectProps) {
  const { t } = useTranslation();
  return (
    <Select
      {...props}
      label={t('exports.format')}
      allowDeselect={false}
      data={FORMATS.map((value) => ({ value, label: t(`exports.formats.${value}`) }))}
    />
  );
}
