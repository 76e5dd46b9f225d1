import { useTranslation } from 'react-i18next';
import type { RevenueDocument } from '../../../api/types.js';
import { useList } from '../../../api/use-list.js';
import { middleOf } from '../../../clock/months.js';
import { currencyDecimals } from '../../../format/money/money.js';
import { sumByCurrency } from '../../../format/money/sum-by-currency.js';
import { useFormat } from '../../../format/use-format.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { DetailPanel } from '../../../ui/layout/detail-panel.js';
import { LoadMore } from '../../../ui/tables/load-more.js';
import { Money } from '../../../ui/values/money.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import classes from '../revenue.module.css';
import type { ShownBucket } from './months-table.js';
import { CustomerLink } from '../../places/customer-link.js';

/** The documents behind an amount, which add up to it. */
export function DocumentsPanel({
  bucket,
  month,
  view,
  currency,
  onClose,
}: {
  readonly bucket: ShownBucket;
  readonly month: string;
  readonly view: string;
  readonly currency: string;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const documents = useList('revenue', '/revenue/documents', {
    query: {
      from: month,
      to: month,
      bucket,
      ...(view === 'books' ? { booksCurrency: currency } : { currency }),
    },
  });
  const amountOf = (row: RevenueDocument): string => (bucket === 'disputed' ? row.disputed : row.net);
  const sums = sumByCurrency(
    documents.items.map((row) => ({ amount: amountOf(row), currency: row.currency })),
    currencyDecimals,
  );
  return (
    <DetailPanel
      title={t(`maker:revenue.bucket.${bucket}`)}
      aside={format.month(middleOf(month), 'UTC')}
      onClose={onClose}
    >
      {documents.query.isLoadingError ? (
        <ErrorState error={documents.query.error} onRetry={() => void documents.query.refetch()} />
      ) : documents.waiting ? (
        <SkeletonRows rows={4} />
      ) : (
        <>
          <ul>
            {documents.items.map((row) => (
              <li key={row.id} className={classes.document}>
                <span className={classes.lines}>
                  <span>
                    <b>{row.contract.number}</b> {row.number ?? ''}
                  </span>
                  <CustomerLink customer={row.customer} className={classes.quiet} />
                  {row.waitingLines === 0 ? null : (
                    <StateBadge state="held" plain>
                      {t('maker:billing.heldLines', { count: row.waitingLines })}
                    </StateBadge>
                  )}
                </span>
                <Money amount={amountOf(row)} currency={row.currency} to={`/billing/${row.id}`} />
              </li>
            ))}
          </ul>
          {[...sums].map(([of, amount]) => (
            <p key={of} className={classes.total}>
              <span>{t('maker:revenue.documents', { count: documents.items.length })}</span>
              <Money amount={amount} currency={of} />
            </p>
          ))}
          {view === 'books' && sums.size > 0 ? (
            <p className={classes.quiet}>{t('maker:revenue.documentsInOwn')}</p>
          ) : null}
          <LoadMore query={documents.query} />
        </>
      )}
    </DetailPanel>
  );
}
