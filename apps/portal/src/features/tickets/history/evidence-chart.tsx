import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Evidence } from '../../../api/types.js';
import { unitDecimals } from '../../../format/unit.js';
import { useFormat } from '../../../format/use-format.js';
import { useCodeText } from '../../../i18n/use-code-text.js';
import { TimeSeriesChart } from '../../../ui/charts/time-series-chart.js';
import { chartLimits } from '../../machines/live/limits.js';

/** The curve around the event that opened a ticket, as stored with the ticket. */
export function EvidenceChart({
  evidence,
  height = 200,
}: {
  readonly evidence: Evidence;
  readonly height?: number;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const text = useCodeText();
  const label = text('common:signal', evidence.signalKey);
  const series = useMemo(
    () => [
      {
        key: evidence.signalKey,
        label,
        unit: evidence.unit,
        decimals: evidence.decimals ?? unitDecimals(evidence.unit),
        points: evidence.points,
      },
    ],
    [evidence, label],
  );
  const flags = useMemo(
    () =>
      evidence.markers.map((marker) => ({
        at: Date.parse(marker.at),
        label: text('common:marker', marker.code, { time: format.time(marker.at) }),
        tone: 'warning' as const,
      })),
    [evidence.markers, text, format],
  );
  return (
    <TimeSeriesChart
      label={label}
      series={series}
      from={Date.parse(evidence.from)}
      to={Date.parse(evidence.to)}
      limits={chartLimits(evidence.limits, t, format)}
      flags={flags}
      height={height}
    />
  );
}
