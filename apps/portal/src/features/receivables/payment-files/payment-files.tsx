import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { PaymentFile } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { type Format, useFormat } from '../../../format/use-format.js';
import { Section } from '../../../ui/layout/section.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import type { Column } from '../../../ui/tables/data-table.types.js';
import { Money } from '../../../ui/values/money.js';
import classes from '../rows.module.css';

const SHOWN = 5;

/** The latest payment files with a download for each; nothing if there are none. */
export function PaymentFiles() {
  const { t } = useTranslation();
  const format = useFormat();
  const items = useOne('refunds', '/payment-files', { query: { limit: SHOWN } }).data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Section flush title={t('maker:paymentFile.many')}>
      <DataTable<PaymentFile>
        label={t('maker:paymentFile.many')}
        rowKey={({ id }) => id}
        rows={items}
        columns={columnsOf(t, format)}
      />
    </Section>
  );
}

function columnsOf(t: ReturnType<typeof useTranslation>['t'], format: Format): Column<PaymentFile>[] {
  return [
    {
      key: 'account',
      header: t('maker:paymentFile.account'),
      width: 'minmax(220px, 2fr)',
      phone: 'title',
      cell: ({ legalEntity, account }) => (
        <span className={classes.lines}>
          {legalEntity.name}
          <span className={classes.quiet}>{account}</span>
        </span>
      ),
    },
    {
      key: 'created',
      header: t('maker:paymentFile.createdBy'),
      width: 'minmax(150px, 1fr)',
      phone: 'second',
      cell: ({ createdBy, createdAt }) => format.listed([createdBy, format.dateTime(createdAt)]),
    },
    {
      key: 'count',
      header: t('maker:refund.many'),
      width: 'minmax(120px, 1fr)',
      phone: 'third',
      cell: ({ refundCount, undoneCount }) => (
        <span className={classes.lines}>
          {t('maker:paymentFile.count', { count: refundCount })}
          {undoneCount === 0 ? null : (
            <span className={classes.quiet}>{t('maker:paymentFile.undone', { count: undoneCount })}</span>
          )}
        </span>
      ),
    },
    {
      key: 'total',
      header: t('maker:paymentFile.total'),
      width: '150px',
      numeric: true,
      phone: 'side',
      cell: ({ total }) => <Money amount={total.amount} currency={total.currency} />,
    },
    {
      key: 'download',
      header: '',
      width: '130px',
      phone: 'side2',
      cell: ({ id }) => (
        <a href={`/api/v1/payment-files/${id}/content`} download>
          <IconDownload size={15} stroke={1.75} aria-hidden /> {t('maker:paymentFile.download')}
        </a>
      ),
    },
  ];
}
