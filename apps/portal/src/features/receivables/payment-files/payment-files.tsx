import { useTranslation } from 'react-i18next';
import type { PaymentFile } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { type Format, useFormat } from '../../../format/use-format.js';
import { Section } from '../../../ui/layout/section.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import type { Column } from '../../../ui/tables/data-table.types.js';
import { accountColumn, downloadColumn, totalColumn } from '../bank-files/bank-file-columns.js';
import classes from '../rows.module.css';

const SHOWN = 5;

/** The latest payment files with a download for each; renders nothing if there are none. */
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
    accountColumn(t('maker:paymentFile.account')),
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
    totalColumn(t('maker:paymentFile.total')),
    downloadColumn('payment-files', t('maker:paymentFile.download')),
  ];
}
