import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { MeterException } from '../api/types.js';
import { useOne } from '../api/use-one.js';
import { unitDecimals } from '../format/unit.js';
import { useFormat } from '../format/use-format.js';
import { useCodeText } from '../i18n/use-code-text.js';
import { SkeletonBlock } from '../ui/skeleton.js';
import { TimeSeriesChart } from '../ui/time-series-chart.js';

interface CounterPoints {
  readonly points: readonly { readonly at: string; readonly value: string }[];
}

/** The counter around an exception, with where it began and ended. */
export function ExceptionChart({ exception }: { readonly exception: MeterException }) {
  const { t } = useTranslation();
  const format = useFormat();
  const text = useCodeText();
  const { meter, from, to, contract } = exception;
  const counter = useOne<CounterPoints>('meter-exceptions', `/meter-exceptions/${exception.id}/counter`);
  const points = counter.data?.points;
  const series = useMemo(
    () => [
      {
        key: meter.signalKey,
        label: text('common:signal', meter.signalKey),
        unit: meter.unit,
        decimals: unitDecimals(meter.unit),
        points: (points ?? []).map(({ at, value }) => {
          const number = Number(value);
          return [Date.parse(at), number, number, number];
        }),
      },
    ],
    [meter.signalKey, meter.unit, points, text],
  );
  if (points === undefined) return counter.isError ? null : <SkeletonBlock height={180} />;
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return <p>{t('exception.noReadings')}</p>;
  return (
    <TimeSeriesChart
      label={text('common:signal', meter.signalKey)}
      series={series}
      from={Math.min(Date.parse(first.at), Date.parse(from))}
      to={Math.max(Date.parse(last.at), Date.parse(to))}
      zone={contract.zone}
      flags={[
        { at: Date.parse(from), label: format.time(from, contract.zone), tone: 'warning' },
        { at: Date.parse(to), label: format.time(to, contract.zone), tone: 'warning' },
      ]}
      height={180}
      compact
    />
  );
}
