import { IconComponents } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Component, Machine } from '../../../../api/types.js';
import { useCodeText } from '../../../../i18n/use-code-text.js';
import { EmptyState } from '../../../../ui/feedback/empty-state.js';
import { DataTable } from '../../../../ui/tables/data-table.js';
import { Instant } from '../../../../ui/values/instant.js';

/** Installed components of the machine with serial number and lot; removed components are shown below. */
export function ComponentsTab({ machine }: { readonly machine: Machine }) {
  const { t } = useTranslation();
  const text = useCodeText();
  const components = machine.components;
  const inside = components.filter((component) => component.removedAt === null);
  const out = components.filter((component) => component.removedAt !== null);
  return (
    <DataTable<Component>
      label={t('maker:machine.tab.components')}
      rowKey={(component) => component.id}
      groups={[
        { key: 'in', label: t('maker:components.inside'), rows: inside },
        { key: 'out', label: t('maker:components.out'), rows: out, closed: true },
      ].filter((group) => group.rows.length > 0)}
      columns={[
        {
          key: 'part',
          header: t('maker:components.part'),
          width: '140px',
          phone: 'title',
          cell: (row) => <b>{row.partNumber}</b>,
        },
        { key: 'name', header: t('maker:components.name'), phone: 'second', cell: (row) => row.name },
        {
          key: 'assembly',
          header: t('maker:components.assembly'),
          width: '140px',
          cell: (row) => text('common:assembly', row.assembly),
        },
        {
          key: 'serial',
          header: t('maker:components.serial'),
          width: '140px',
          phone: 'third',
          cell: (row) => row.serial || '—',
        },
        {
          key: 'lot',
          header: t('maker:components.lot'),
          width: '120px',
          phone: 'side',
          cell: (row) => row.lot || '—',
        },
        {
          key: 'since',
          header: t('maker:components.installed'),
          width: '120px',
          cell: (row) => <Instant at={row.installedAt} style="date" />,
        },
        {
          key: 'until',
          header: t('maker:components.removed'),
          width: '120px',
          cell: (row) => (row.removedAt === null ? null : <Instant at={row.removedAt} style="date" />),
        },
      ]}
      empty={
        <EmptyState icon={IconComponents} title={t('maker:components.emptyTitle')}>
          {t('maker:components.emptyWhy')}
        </EmptyState>
      }
    />
  );
}
