import { useState } from 'react';
import { IconAntennaBarsOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Machine } from '../../../api/types.js';
import { useNow } from '../../../clock/clock.js';
import type { RangeKey } from '../../../features/history/chosen-window.js';
import { useComparedMachines } from '../../../features/history/compared-machines.js';
import { HistoryChart } from '../../../features/history/history-chart.js';
import { toneOf } from '../../../features/machines/live/limits.js';
import { useLive } from '../../../features/machines/live/use-live.js';
import { useSignalName } from '../../../features/machines/live/use-signal-name.js';
import { ValueTiles } from '../../../features/machines/live/value-tiles.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonBlock } from '../../../ui/feedback/skeleton.js';

const RANGES: readonly RangeKey[] = ['24h', '7d', '30d', '1y', 'custom'];

/** Current and recent values of a machine, values outside their limits first. */
export function NowTab({ machine }: { readonly machine: Machine }) {
  const { t } = useTranslation();
  const now = useNow(10_000);
  const live = useLive(machine.id);
  const nameOf = useSignalName(machine.signals);
  const { compared, field } = useComparedMachines(machine);
  const [picked, setPicked] = useState<string>();
  if (live.isLoadingError) return <ErrorState error={live.error} onRetry={() => void live.refetch()} />;
  if (live.data === undefined) return <SkeletonBlock height={420} />;
  const values = live.data.values;
  const gauges = [
    // The model's own order puts important signals first; signals without a description come last.
    ...machine.signals.map(({ key }) => key).filter((key) => values[key]?.kind === 'gauge'),
    ...Object.keys(values).filter(
      (key) => values[key]?.kind === 'gauge' && !machine.signals.some((signal) => signal.key === key),
    ),
  ];
  const limitsOf = (key: string) => machine.signals.find((signal) => signal.key === key)?.limits;
  const beyond = gauges.find((key) => toneOf(values[key]?.value, limitsOf(key)) !== undefined);
  const chosen = picked ?? beyond ?? gauges[0];
  if (chosen === undefined) {
    return (
      <EmptyState icon={IconAntennaBarsOff} title={t('customer:machine.nothingTitle')}>
        {t('customer:machine.nothingWhy')}
      </EmptyState>
    );
  }
  return (
    <div>
      <ValueTiles
        keys={gauges}
        live={live.data}
        signals={machine.signals}
        chosen={chosen}
        onChoose={setPicked}
        now={now}
      />
      <HistoryChart
        key={chosen}
        machineId={machine.id}
        signals={[chosen]}
        nameOf={nameOf}
        ranges={RANGES}
        initialRange="24h"
        height={260}
        compared={compared}
        choice={field}
      />
    </div>
  );
}
