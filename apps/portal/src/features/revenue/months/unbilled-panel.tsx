import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useList } from '../../../api/use-list.js';
import { middleOf } from '../../../clock/months.js';
import { currencyDecimals } from '../../../format/money/money.js';
import { sumByCurrency } from '../../../format/money/sum-by-currency.js';
import { useFormat } from '../../../format/use-format.js';
import { useCodeText } from '../../../i18n/use-code-text.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { DetailPanel } from '../../../ui/layout/detail-panel.js';
import { LoadMore } from '../../../ui/tables/load-more.js';
import { Money } from '../../../ui/values/money.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import classes from '../revenue.module.css';
import { CustomerLink } from '../../places/customer-link.js';

/** The server calculates contracts from their readings, so only a few are requested at a time. */
const AT_ONCE = 10;

/** Amounts that would be billed, based on the current data, for contracts without a document for a month. */
export function UnbilledPanel({
  month,
  count,
  onClose,
}: {
  readonly month: string;
  /** Total number of contracts. */
  readonly count: number;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const text = useCodeText();
  const unbilled = useList('revenue', '/revenue/unbilled', { query: { month, limit: AT_ONCE } });
  const known = unbilled.items.flatMap(({ amount, currency }) =>
    amount === null ? [] : [{ amount, currency }],
  );
  return (
    <DetailPanel
      title={t('maker:revenue.bucket.unbilled')}
      aside={format.month(middleOf(month), 'UTC')}
      onClose={onClose}
    >
      <p className={classes.quiet}>{t('maker:revenue.unbilledWhat')}</p>
      {unbilled.query.isLoadingError ? (
        <ErrorState error={unbilled.query.error} onRetry={() => void unbilled.query.refetch()} />
      ) : unbilled.waiting ? (
        <SkeletonRows rows={6} />
      ) : (
        <>
          <ul>
            {unbilled.items.map((row) => (
              <li key={row.contract.id} className={classes.document}>
                <span className={classes.lines}>
                  <Link
                    to="/contracts/$contractId"
                    params={{ contractId: row.contract.id }}
                    search={{ tab: 'usage' }}
                  >
                    {row.contract.number}
                  </Link>
                  <CustomerLink customer={row.customer} className={classes.quiet} />
                  {row.waitingLines === 0 ? null : (
                    <StateBadge state="held" plain>
                      {t('maker:billing.heldLines', { count: row.waitingLines })}
                    </StateBadge>
                  )}
                  {row.problem === null ? null : (
                    <StateBadge state="unknown" plain>
                      {text('errors:', row.problem)}
                    </StateBadge>
                  )}
                </span>
                <Money amount={row.amount} currency={row.currency} />
              </li>
            ))}
          </ul>
          {[...sumByCurrency(known, currencyDecimals)].sort().map(([currency, amount]) => (
            <p key={currency} className={classes.total}>
              <span>{t('maker:revenue.soFar')}</span>
              <Money amount={amount} currency={currency} />
            </p>
          ))}
          <p className={classes.quiet}>
            {count === 0
              ? t('maker:revenue.allDrafted')
              : t('maker:revenue.workedOut', { done: unbilled.items.length, count })}
          </p>
          <LoadMore query={unbilled.query} />
        </>
      )}
    </DetailPanel>
  );
}
