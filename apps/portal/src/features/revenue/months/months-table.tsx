import { useTranslation } from 'react-i18next';
import { Link } from '@tanstack/react-router';
import type { RevenueMonth } from '../../../api/types.js';
import { middleOf } from '../../../clock/months.js';
import { useFormat } from '../../../format/use-format.js';
import type { UrlFilters } from '../../../ui/tables/use-url-filters.js';
import { Money } from '../../../ui/values/money.js';
import { QuantityBar, type QuantityShare } from '../../../ui/values/quantity-bar.js';
import classes from '../revenue.module.css';

/** States of documents in lifecycle order. */
export const SHOWN_BUCKETS = ['held', 'drafted', 'approved', 'issued', 'disputed', 'credited'] as const;
export type ShownBucket = (typeof SHOWN_BUCKETS)[number];

/** Months in one currency. Each amount links to the documents behind it. */
export function MonthsTable({
  months,
  currency,
  filters,
  label,
}: {
  readonly months: readonly RevenueMonth[];
  readonly currency: string;
  readonly filters: UrlFilters;
  readonly label: string;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const widest = Math.max(1, ...months.map(billed));
  const name = (month: string): string => format.month(middleOf(month), 'UTC');
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={label}>
      <table className={classes.months}>
        <thead>
          <tr>
            <th scope="col">{t('maker:billing.period')}</th>
            <th scope="col" className={classes.bar}>
              <span className="visually-hidden">{t('maker:revenue.bar')}</span>
            </th>
            <th scope="col">{t('maker:revenue.bucket.unbilled')}</th>
            {SHOWN_BUCKETS.map((bucket) => (
              <th key={bucket} scope="col">
                {t(`maker:revenue.bucket.${bucket}`)}
              </th>
            ))}
            <th scope="col">{t('maker:revenue.fixed')}</th>
            <th scope="col">{t('maker:revenue.variable')}</th>
          </tr>
        </thead>
        <tbody>
          {months.map((month) => (
            <tr key={month.month} data-current={filters['at'] === month.month || undefined}>
              <th scope="row">{name(month.month)}</th>
              <td className={classes.bar}>
                <QuantityBar
                  shares={sharesOf(month, widest)}
                  label={SHOWN_BUCKETS.filter((bucket) => Number(month.amounts[bucket]) !== 0)
                    .map(
                      (bucket) =>
                        `${t(`maker:revenue.bucket.${bucket}`)} ${format.money(month.amounts[bucket], currency)}`,
                    )
                    .join(', ')}
                />
              </td>
              <td>
                {month.unbilledContracts === 0 ? (
                  <EmptyCell />
                ) : (
                  <Link to="/revenue" search={{ ...filters, show: 'unbilled', at: month.month }}>
                    {t('maker:revenue.contracts', { count: month.unbilledContracts })}
                  </Link>
                )}
              </td>
              {SHOWN_BUCKETS.map((bucket) => (
                <td key={bucket}>
                  {Number(month.amounts[bucket]) === 0 ? (
                    <EmptyCell />
                  ) : (
                    <Money
                      amount={month.amounts[bucket]}
                      currency={currency}
                      withoutCode
                      strong={bucket === 'issued'}
                      to="/revenue"
                      search={{ ...filters, show: bucket, at: month.month }}
                    />
                  )}
                </td>
              ))}
              {(['fixed', 'variable'] as const).map((key) => (
                <td key={key}>
                  {Number(month[key]) === 0 ? (
                    <EmptyCell />
                  ) : (
                    <Money amount={month[key]} currency={currency} withoutCode />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function EmptyCell() {
  return <span className={classes.zero}>—</span>;
}

/** Total of a month's documents, used only for the length of its bar. */
function billed({ amounts }: RevenueMonth): number {
  return net(amounts) + Number(amounts.approved) + Number(amounts.drafted) + Number(amounts.held);
}

const net = (amounts: RevenueMonth['amounts']): number =>
  Math.max(0, Number(amounts.issued) + Number(amounts.credited));

/** Shares of the bar: issued solid, awaiting a decision dashed, on hold hatched. */
function sharesOf({ amounts }: RevenueMonth, widest: number): QuantityShare[] {
  return [
    { kind: 'measured', share: net(amounts) / widest },
    { kind: 'estimated', share: (Number(amounts.approved) + Number(amounts.drafted)) / widest },
    { kind: 'held', share: Number(amounts.held) / widest },
  ];
}
