import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import type { PendingTransfers } from '../../../api/types.js';
import { useList } from '../../../api/use-list.js';
import { Section } from '../../../ui/layout/section.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import type { Column } from '../../../ui/tables/data-table.types.js';
import { Money } from '../../../ui/values/money.js';
import classes from '../rows.module.css';
import { CreateFileDialog } from './create-file-dialog.js';

/** Posted refunds that are in no payment file, by legal entity and currency; renders nothing if there are none. */
export function PendingTransfersSection() {
  const { t } = useTranslation();
  const may = useMay();
  const [creating, setCreating] = useState<PendingTransfers>();
  const { items } = useList('refunds', '/payment-files/pending');
  if (items.length === 0 && creating === undefined) return null;
  return (
    <Section flush title={t('maker:paymentFile.pendingTitle')}>
      <DataTable<PendingTransfers>
        label={t('maker:paymentFile.pendingTitle')}
        rowKey={({ legalEntity, total }) => `${legalEntity.id} ${total.currency}`}
        rows={items}
        columns={[
          ...columnsOf(t),
          ...(may('accounting.write')
            ? [
                {
                  key: 'action',
                  header: '',
                  width: '190px',
                  phone: 'side2' as const,
                  cell: (row: PendingTransfers) =>
                    row.account === null ? null : (
                      <Button variant="default" size="xs" onClick={() => setCreating(row)}>
                        {t('maker:paymentFile.create')}
                      </Button>
                    ),
                },
              ]
            : []),
        ]}
      />
      {creating === undefined ? null : (
        <CreateFileDialog pending={creating} onClose={() => setCreating(undefined)} />
      )}
    </Section>
  );
}

function columnsOf(t: ReturnType<typeof useTranslation>['t']): Column<PendingTransfers>[] {
  return [
    {
      key: 'account',
      header: t('maker:paymentFile.account'),
      width: 'minmax(220px, 2fr)',
      phone: 'title',
      cell: ({ legalEntity, account }) => (
        <span className={classes.lines}>
          {legalEntity.name}
          <span className={classes.quiet}>{account ?? t('maker:paymentFile.noAccount')}</span>
        </span>
      ),
    },
    {
      key: 'count',
      header: t('maker:refund.many'),
      width: '110px',
      numeric: true,
      phone: 'second',
      phoneLabel: t('maker:refund.many'),
      cell: ({ refundCount }) => refundCount,
    },
    {
      key: 'total',
      header: t('maker:paymentFile.total'),
      width: '150px',
      numeric: true,
      phone: 'side',
      cell: ({ total }) => <Money amount={total.amount} currency={total.currency} />,
    },
  ];
}
