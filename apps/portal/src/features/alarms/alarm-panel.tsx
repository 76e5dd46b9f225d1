import { Button } from '@mantine/core';
import { IconBellCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Alarm } from '../../api/types.js';
import { useOne } from '../../api/use-one.js';
import { productNow } from '../../clock/clock.js';
import { useFormat } from '../../format/use-format.js';
import { useLocalised } from '../../i18n/localised.js';
import { useCodeText } from '../../i18n/use-code-text.js';
import { drawnPoints } from '../../ui/charts/chart-data.js';
import { TimeSeriesChart } from '../../ui/charts/time-series-chart.js';
import { SkeletonBlock } from '../../ui/feedback/skeleton.js';
import { useWork } from '../../ui/feedback/use-work.js';
import { FormSummary } from '../../ui/forms/form-summary.js';
import { DetailPanel } from '../../ui/layout/detail-panel.js';
import { Facts } from '../../ui/layout/facts.js';
import { Instant } from '../../ui/values/instant.js';
import { chartLimits } from '../machines/live/limits.js';

const HOUR = 3_600_000;

interface AlarmPanelProps {
  readonly alarm: Alarm;
  readonly onAcknowledge: (() => Promise<void>) | undefined;
  readonly onClose: () => void;
}

/** One alarm: its description, the curve around it, and who acknowledged it. */
export function AlarmPanel({ alarm, onAcknowledge, onClose }: AlarmPanelProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const text = useCodeText();
  const localised = useLocalised();
  const { busy, failure, run } = useWork();
  const window = useMemo(() => {
    const raised = Date.parse(alarm.raisedAt);
    const end = alarm.clearedAt === null ? productNow() : Date.parse(alarm.clearedAt);
    return {
      from: raised - 4 * HOUR,
      to: Math.min(end + 2 * HOUR, Math.ceil(productNow() / 60_000) * 60_000),
    };
  }, [alarm.raisedAt, alarm.clearedAt]);
  const history = useOne('history', '/machines/{id}/history', {
    path: { id: alarm.machine.id },
    query: {
      signals: [alarm.signalKey],
      from: new Date(window.from).toISOString(),
      to: new Date(window.to).toISOString(),
      points: 300,
    },
  });
  const series = history.data?.series[0];
  const charted = useMemo(
    () =>
      series === undefined
        ? undefined
        : [
            {
              key: series.key,
              label: text('common:signal', series.key),
              unit: series.unit,
              decimals: series.decimals,
              points: drawnPoints(series),
            },
          ],
    [series, text],
  );
  return (
    <DetailPanel
      title={`${alarm.code} ${localised(alarm.name) || text('common:alarmName', alarm.code)}`}
      aside={alarm.machine.serial}
      onClose={onClose}
      foot={
        <>
          {onAcknowledge === undefined ? null : (
            <Button
              leftSection={<IconBellCheck size={16} stroke={1.75} />}
              loading={busy}
              onClick={() => run(onAcknowledge)}
            >
              {t('maker:alarms.acknowledge')}
            </Button>
          )}
          <Button component={Link} to={`/fleet/${alarm.machine.id}`} variant="default">
            {t('maker:alarms.openMachine')}
          </Button>
        </>
      }
    >
      <FormSummary summary={failure} />
      {charted === undefined ? (
        <SkeletonBlock height={180} />
      ) : (
        <TimeSeriesChart
          label={charted[0]?.label ?? alarm.signalKey}
          series={charted}
          from={window.from}
          to={window.to}
          limits={chartLimits(series?.limits, t, format)}
          flags={[
            {
              at: Date.parse(alarm.raisedAt),
              label: t('chart.alarmOn', { code: alarm.code, time: format.time(alarm.raisedAt) }),
              tone: alarm.severity === 'critical' ? 'critical' : 'warning',
            },
          ]}
          height={180}
          compact
        />
      )}
      <Facts
        items={[
          [
            t('maker:alarms.since'),
            <Instant key="s" at={alarm.conditionSince} locationZone={alarm.site?.zone} />,
          ],
          [t('maker:alarms.raised'), <Instant key="r" at={alarm.raisedAt} locationZone={alarm.site?.zone} />],
          [t('maker:alarms.raisedValue'), format.quantity(alarm.raisedValue, alarm.unit)],
          [t('maker:alarms.peak'), format.quantity(alarm.peakValue, alarm.unit)],
          [
            t('maker:alarms.cleared'),
            alarm.clearedAt === null ? t('maker:alarms.stillOn') : <Instant key="c" at={alarm.clearedAt} />,
          ],
          [
            t('maker:alarms.acknowledgedBy'),
            alarm.acknowledgedAt === null
              ? '—'
              : [alarm.acknowledgedBy, format.dateTime(alarm.acknowledgedAt)].filter(Boolean).join(', '),
          ],
          [
            t('maker:alarms.ticket'),
            alarm.ticket === null || alarm.ticket === undefined ? (
              '—'
            ) : (
              <Link key="t" to="/tickets/$ticketId" params={{ ticketId: alarm.ticket.id }}>
                {alarm.ticket.number}
              </Link>
            ),
          ],
        ]}
      />
    </DetailPanel>
  );
}
