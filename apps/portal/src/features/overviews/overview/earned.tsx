import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RevenueMonth } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { middleOf, runningMonth, yearUntil } from '../../../clock/months.js';
import { currencyDecimals } from '../../../format/money/money.js';
import { sumByCurrency } from '../../../format/money/sum-by-currency.js';
import { useFormat } from '../../../format/use-format.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonBlock } from '../../../ui/feedback/skeleton.js';
import { Section } from '../../../ui/layout/section.js';
import type { UrlFilters } from '../../../ui/tables/use-url-filters.js';
import { Money } from '../../../ui/values/money.js';
import { MarginTable } from '../../revenue/margins/margin-table.js';
import { RevenueChart } from '../../revenue/months/revenue-chart.js';
import classes from '../../revenue/revenue.module.css';
import { filterOf, pathOf, type Subject } from '../subject.js';

interface EarnedProps {
  readonly subject: Subject;
  readonly filters: UrlFilters;
  readonly onChange: (change: UrlFilters) => void;
}

/** Net revenue of the last twelve months as a chart with its table, and the margins behind it. */
export function Earned({ subject, filters, onChange }: EarnedProps) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<string>();
  const months = yearUntil(runningMonth());
  const query = useOne('revenue', '/revenue', { query: { ...months, ...filterOf(subject) } });
  const all = (query.data?.months ?? []).filter(hasAmounts);
  const currencies = [...new Set(all.map(({ currency }) => currency))].sort();
  const currency = currencies.find((value) => value === chosen) ?? currencies[0];
  const shown = all.filter((month) => month.currency === currency);
  return (
    <>
      <Section
        title={t('maker:overview.earned')}
        aside={t(`maker:overview.earnedWhat.${subject.kind}`)}
        action={
          currencies.length < 2 ? undefined : (
            <SegmentedControl
              size="xs"
              value={currency ?? ''}
              onChange={setChosen}
              data={currencies}
              aria-label={t('maker:contracts.currency')}
            />
          )
        }
        flush
      >
        {query.isLoadingError ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : query.data === undefined ? (
          <SkeletonBlock height={240} />
        ) : currency === undefined ? (
          <p className={classes.note}>{t('maker:overview.nothingEarned')}</p>
        ) : (
          <>
            <RevenueChart months={shown} currency={currency} />
            <EarnedTable subject={subject} months={shown} currency={currency} />
          </>
        )}
      </Section>
      {currency === undefined ? null : (
        <MarginTable
          months={months}
          subject={filterOf(subject)}
          filters={subject.kind === 'site' ? { by: 'machine', ...filters } : filters}
          onChange={onChange}
        />
      )}
    </>
  );
}

const hasAmounts = ({ amounts }: RevenueMonth): boolean =>
  Object.values(amounts).some((amount) => Number(amount) !== 0);

/** `net` is `issued` minus `credited`, and also the sum of `fixed` and `variable`. */
const COLUMNS = ['drafted', 'issued', 'credited', 'net', 'fixed', 'variable'] as const;

/** Months, newest first, with a total. The months of a customer link to its invoices. */
function EarnedTable({
  subject,
  months,
  currency,
}: {
  readonly subject: Subject;
  readonly months: readonly RevenueMonth[];
  readonly currency: string;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const label = t('maker:overview.earned');
  const sum = (amounts: readonly string[]): string =>
    sumByCurrency(
      amounts.map((amount) => ({ amount, currency })),
      currencyDecimals,
    ).get(currency) ?? '0';
  const rows = months.map((month) => ({
    month: month.month,
    drafted: sum([month.amounts.held, month.amounts.drafted, month.amounts.approved]),
    issued: month.amounts.issued,
    credited: month.amounts.credited,
    net: sum([month.amounts.issued, month.amounts.credited]),
    fixed: month.fixed,
    variable: month.variable,
  }));
  const totalOf = (column: (typeof COLUMNS)[number]): string => sum(rows.map((row) => row[column]));
  const cell = (amount: string, isNet: boolean, month?: string) => (
    <Money
      amount={Number(amount) === 0 ? null : amount}
      currency={currency}
      withoutCode
      strong={isNet}
      {...(isNet && month !== undefined && subject.kind === 'customer'
        ? { to: pathOf(subject), search: { tab: 'invoices', month } }
        : {})}
    />
  );
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={label}>
      <table className={classes.months}>
        <thead>
          <tr>
            <th scope="col">{currency}</th>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                {t(`maker:overview.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.month}>
              <th scope="row">{format.month(middleOf(row.month), 'UTC')}</th>
              {COLUMNS.map((column) => (
                <td key={column}>{cell(row[column], column === 'net', row.month)}</td>
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('maker:revenue.together')}</th>
            {COLUMNS.map((column) => (
              <td key={column}>{cell(totalOf(column), column === 'net')}</td>
            ))}
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
