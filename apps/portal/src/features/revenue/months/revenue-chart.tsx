import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { RevenueMonth } from '../../../api/types.js';
import { middleOf } from '../../../clock/months.js';
import type { ChartSeries } from '../../../ui/charts/chart-data.js';
import { TimeSeriesChart } from '../../../ui/charts/time-series-chart.js';
import classes from '../revenue.module.css';

const KEYS = ['fixed', 'variable'] as const;
const MILLION = 1_000_000;
/** From this amount on, axis labels are abbreviated to save space. */
const FROM_MILLIONS = 10 * MILLION;

/** Minimum number of months, because a line needs two points. */
const MIN_MONTHS = 2;

/** Fixed and variable revenue by month; renders nothing for fewer than two months with issued amounts. */
export function RevenueChart({
  months,
  currency,
}: {
  readonly months: readonly RevenueMonth[];
  readonly currency: string;
}) {
  const { t } = useTranslation();
  const issued = useMemo(
    () => months.filter(({ amounts }) => Number(amounts.issued) !== 0).toReversed(),
    [months],
  );
  const isLarge = issued.some((month) => KEYS.some((key) => Number(month[key]) >= FROM_MILLIONS));
  const series = useMemo(
    () =>
      KEYS.map((key): ChartSeries => {
        const points = issued.map((month) => {
          const value = Number(month[key]) / (isLarge ? MILLION : 1);
          return [Date.parse(middleOf(month.month)), value, value, value];
        });
        return {
          key,
          label: t(`maker:revenue.${key}`),

          unit: isLarge ? t('maker:revenue.millions') : '',
          decimals: isLarge ? 1 : 0,
          points,
        };
      }),
    [issued, isLarge, t],
  );
  const [first] = issued;
  const last = issued.at(-1);
  if (first === undefined || last === undefined || issued.length < MIN_MONTHS) return null;
  return (
    <div className={classes.chart}>
      <ul className={classes.legend}>
        {KEYS.map((key) => (
          <li key={key} data-series={key}>
            {t(`maker:revenue.${key}`)}
          </li>
        ))}
      </ul>
      <TimeSeriesChart
        label={t('maker:revenue.chart', { currency })}
        series={series}
        from={Date.parse(`${first.month}-01T00:00:00Z`)}
        to={Date.parse(middleOf(last.month)) + HALF_MONTH_MS}
        zone="UTC"
        height={200}
      />
    </div>
  );
}

const HALF_MONTH_MS = 15 * 86_400_000;
