import { Select } from '@mantine/core';
import type { ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';

/** Selects what happens to the document while one of its contracts is on hold. */
export function WhenHeldField(props: Omit<ComponentProps<typeof Select>, 'data'>) {
  const { t } = useTranslation();
  return (
    <Select
      label={t('maker:group.whenHeld')}
      allowDeselect={false}
      data={(['wait', 'go_on'] as const).map((value) => ({ value, label: t(`maker:group.held.${value}`) }))}
      {...props}
    />
  );
}
