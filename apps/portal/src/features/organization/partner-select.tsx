import { Select, type SelectProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useOne } from '../../api/use-one.js';

/** Selects a partner; renders nothing if the maker has none. */
export function PartnerSelect(props: SelectProps) {
  const { t } = useTranslation();
  const partners = useOne('partners', '/partners');
  const open = (partners.data?.items ?? []).filter(({ archivedAt }) => archivedAt === null);
  if (open.length === 0) return null;
  return (
    <Select
      label={t('maker:settings.partner')}
      clearable
      data={open.map(({ id, name }) => ({ value: id, label: name }))}
      {...props}
    />
  );
}
