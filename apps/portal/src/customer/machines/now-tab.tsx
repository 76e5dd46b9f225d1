import { useState } from 'react';
import { IconAntennaBarsOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Machine } from '../../api/types.js';
import { useNow } from '../../app/clock.js';
import { toneOf } from '../../maker/machine/limits.js';
import { useLive } from '../../maker/machine/use-live.js';
import type { RangeKey } from '../../history/chosen-window.js';
import { useComparedMachines } from '../../history/compared-machines.js';
import { HistoryChart } from '../../history/history-chart.js';
import { useSignalName } from '../../i18n/use-signal-name.js';
import { EmptyState } from '../../ui/empty-state.js';
import { ErrorState } from '../../ui/error-state.js';
import { SkeletonBlock } from '../../ui/skeleton.js';
import { ValueTiles } from './value-tiles.js';

const RANGES: readonly RangeKey[] = ['24h', '7d', '30d', '1y', 'custom'];

/** What the machine measures now and how it came to be so; the value that is beyond a limit first. */
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
    // The model's own order, which puts what matters first; signals that nobody described come last.
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
