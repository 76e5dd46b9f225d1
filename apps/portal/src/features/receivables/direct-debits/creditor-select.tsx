import { Select, type SelectProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useOne } from '../../../api/use-one.js';

interface CreditorSelectProps extends SelectProps {
  /** The legal entities that collect by direct debit. */
  readonly legalEntityIds: readonly string[];
}

/** Selects one of the legal entities that collect by direct debit. */
export function CreditorSelect({ legalEntityIds, ...input }: CreditorSelectProps) {
  const { t } = useTranslation();
  const entities = useOne('legal-entities', '/legal-entities').data?.items ?? [];
  return (
    <Select
      label={t('maker:debit.legalEntity')}
      allowDeselect={false}
      data={entities
        .filter(({ id }) => legalEntityIds.includes(id))
        .map(({ id, name }) => ({ value: id, label: name }))}
      {...input}
    />
  );
}
