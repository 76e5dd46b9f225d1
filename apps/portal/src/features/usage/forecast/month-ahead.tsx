import { useElementSize } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import type { UsageToDate } from '../../../api/types.js';
import { formatUnit } from '../../../format/unit.js';
import { useFormat } from '../../../format/use-format.js';
import classes from './month-ahead.module.css';
import { type MonthCurve, monthCurve } from './month-curve.js';

const HEIGHT = 148;
const TOP = 18;
const BOTTOM = 20;
const SIDE = 4;

/** Chart of the current month: usage so far, the forecast with its band, and the included quantity. */
export function MonthAhead({ cost }: { readonly cost: UsageToDate }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { ref, width } = useElementSize();
  const curve = monthCurve(cost);
  const forecast = cost.usageForecast;
  if (curve === undefined || cost.unit === null) return null;
  const unit = cost.unit;
  const quantity = (value: string): string => format.quantity(value, unit, 0);
  const words = [
    cost.quantity === null ? t('ahead.nothingYet') : t('ahead.soFar', { quantity: quantity(cost.quantity) }),
    forecast === null
      ? t('ahead.noForecast')
      : t('ahead.ends', {
          expected: quantity(forecast.expected),
          low: format.number(forecast.low, 0),
          high: format.number(forecast.high, 0),
          unit: formatUnit(unit),
        }),
    ...(curve.included === null ? [] : [t('ahead.included', { quantity: quantity(cost.included ?? '0') })]),
  ];
  return (
    <figure className={classes.figure}>
      <div
        ref={ref}
        className={classes.place}
        style={{ height: HEIGHT }}
        role="img"
        aria-label={words.join('. ')}
      >
        {width === 0 ? null : <Drawing curve={curve} cost={cost} width={width} />}
      </div>
      <figcaption className={classes.legend}>
        {words.map((word) => (
          <span key={word}>{word}</span>
        ))}
      </figcaption>
    </figure>
  );
}

function Drawing({
  curve,
  cost,
  width,
}: {
  readonly curve: MonthCurve;
  readonly cost: UsageToDate;
  readonly width: number;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { days, points, end, included, highest } = curve;
  const x = (day: number): number => SIDE + (day / days) * (width - 2 * SIDE);
  const y = (value: number): number => TOP + (1 - value / highest) * (HEIGHT - TOP - BOTTOM);
  const last = points.at(-1) ?? { day: 0, total: 0 };
  const at = (day: number, value: number): string => `${x(day).toFixed(1)} ${y(value).toFixed(1)}`;
  const dayWord = (day: string): string => format.shortDate(`${day}T12:00:00Z`, 'UTC');
  return (
    <svg width={width} height={HEIGHT} aria-hidden>
      <line className={classes.grid} x1={SIDE} x2={width - SIDE} y1={y(0)} y2={y(0)} />
      <text className={classes.axis} x={SIDE} y={HEIGHT - 4}>
        {dayWord(cost.period.from)}
      </text>
      <text className={classes.axis} x={width - SIDE} y={HEIGHT - 4} textAnchor="end">
        {dayWord(curve.lastDay)}
      </text>
      {included === null ? null : (
        <>
          <line className={classes.allowance} x1={SIDE} x2={width - SIDE} y1={y(included)} y2={y(included)} />
          <text className={classes.allowanceText} x={SIDE} y={y(included) - 5}>
            {t('ahead.includedShort', { quantity: format.number(included, 0) })}
          </text>
        </>
      )}
      {end === null ? null : (
        <>
          <path
            className={classes.band}
            d={`M${at(last.day, last.total)}L${at(days, end.high)}L${at(days, end.low)}Z`}
          />
          <path className={classes.expected} d={`M${at(last.day, last.total)}L${at(days, end.expected)}`} />
          <text className={classes.end} x={width - SIDE} y={y(end.high) - 5} textAnchor="end">
            {`≈ ${format.number(end.low, 0)}–${format.number(end.high, 0)}`}
          </text>
        </>
      )}
      <path
        className={classes.known}
        d={`M${at(0, 0)}${points.map(({ day, total }) => `L${at(day, total)}`).join('')}`}
      />
      <circle className={classes.today} cx={x(last.day)} cy={y(last.total)} r={3.5} />
    </svg>
  );
}
