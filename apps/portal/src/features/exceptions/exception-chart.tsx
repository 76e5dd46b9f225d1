import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { MeterException } from '../../api/types.js';
import { useOne } from '../../api/use-one.js';
import { unitDecimals } from '../../format/unit.js';
import { useFormat } from '../../format/use-format.js';
import { useCodeText } from '../../i18n/use-code-text.js';
import { TimeSeriesChart } from '../../ui/charts/time-series-chart.js';
import { SkeletonBlock } from '../../ui/feedback/skeleton.js';

/** Exceptions longer than this show days instead of hours. */
const LONGEST_BY_HOUR_MS = 2 * 86_400_000;

/** The counter around an exception, with its start and end marked. */
export function ExceptionChart({ exception }: { readonly exception: MeterException }) {
  const { t } = useTranslation();
  const format = useFormat();
  const text = useCodeText();
  const { meter, from, to, contract } = exception;
  const counter = useOne('meter-exceptions', '/meter-exceptions/{id}/counter', {
    path: { id: exception.id },
  });
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
  const hasDays = Date.parse(to) - Date.parse(from) > LONGEST_BY_HOUR_MS;
  const when = (instant: string): string =>
    hasDays ? format.shortDate(instant, contract.zone) : format.time(instant, contract.zone);
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
        { at: Date.parse(from), label: when(from), tone: 'warning' },
        { at: Date.parse(to), label: when(to), tone: 'warning' },
      ]}
      height={180}
      compact
    />
  );
}
