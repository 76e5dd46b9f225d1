import { Select, type SelectProps } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import { useOne } from '../../../api/use-one.js';
import { codeLabel, matchingCodes, type NamedCode } from '../../../format/codes.js';
import { useIndexName } from './use-index-name.js';

type SeriesFieldProps = Omit<
  SelectProps,
  'data' | 'searchable' | 'filter' | 'value' | 'onChange' | 'onBlur'
> & {
  readonly value?: string;
  readonly onChange?: (series: string) => void;
};

/** A price index series, found by name. A series without values can be entered as a new name. */
export function SeriesField({ value = '', onChange, ...props }: SeriesFieldProps) {
  const { t } = useTranslation();
  const may = useMay();
  const nameOf = useIndexName();
  const [typed, setTyped] = useState('');
  const indexes = useOne('price-indexes', '/price-indexes', {
    enabled: may('accounting.read'),
  });
  const written = (indexes.data?.items ?? []).map(({ series }) => series);
  const known = [...new Set([...written, ...(value === '' ? [] : [value])])]
    .sort()
    .map((series): NamedCode => {
      const name = nameOf(series);
      return { value: series, label: codeLabel(series, name), names: [name] };
    });
  const wanted = typed.trim();
  const isNew = wanted !== '' && !known.some((one) => one.value === wanted || one.label === wanted);
  const unwritten = isNew
    ? [{ value: wanted, label: t('maker:indexClause.newSeries', { name: wanted }) }]
    : [];
  return (
    <Select
      {...props}
      searchable
      data={[...known.map(({ value: series, label }) => ({ value: series, label })), ...unwritten]}
      filter={({ search }) => [
        ...matchingCodes(known, search).map(({ value: series, label }) => ({ value: series, label })),
        ...unwritten,
      ]}
      value={value === '' ? null : value}
      onSearchChange={setTyped}
      onChange={(series) => onChange?.(series ?? '')}
      // Accepts a typed name when the field loses the focus, unless the text is only a part of an existing name.
      onBlur={({ currentTarget }) => {
        const left = currentTarget.value.trim();
        const isMeant = matchingCodes(known, left).length === 0 || known.some((one) => one.value === left);
        if (left !== '' && isMeant && left !== value) onChange?.(left);
      }}
    />
  );
}
