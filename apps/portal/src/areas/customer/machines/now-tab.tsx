import { IconAntennaBarsOff } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Machine } from '../../../api/types.js';
import { useNow } from '../../../clock/clock.js';
import type { BandLinks } from '../../../features/history/events/use-machine-bands.js';
import { MachineHistory } from '../../../features/history/machine-history.js';
import { readSlots } from '../../../features/history/signals/signal-slots.js';
import type { RangeKey } from '../../../features/history/window/chosen-window.js';
import { toneOf } from '../../../features/machines/live/limits.js';
import { useLive } from '../../../features/machines/live/use-live.js';
import { ValueTiles } from '../../../features/machines/live/value-tiles.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonBlock } from '../../../ui/feedback/skeleton.js';
import { useUrlFilters } from '../../../ui/tables/use-url-filters.js';

const RANGES: readonly RangeKey[] = ['24h', '7d', '30d', '1y', 'custom'];

/**
 * Current values of a machine, and the history of the first value that is outside its limits. If all are within their
 * limits, shows the history of the first value.
 */
export function NowTab({ machine }: { readonly machine: Machine }) {
  const { t } = useTranslation();
  const now = useNow(10_000);
  const live = useLive(machine.id);
  const [filters, change] = useUrlFilters();
  const links = useMemo<BandLinks>(
    () => ({
      alarm: () => ({ to: `/plant/machines/${machine.id}`, search: { tab: 'alarms' } }),
      ticket: (ticketId) => ({ to: `/plant/visits/${ticketId}` }),
    }),
    [machine.id],
  );
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
  const initial = beyond ?? gauges[0];
  if (initial === undefined) {
    return (
      <EmptyState icon={IconAntennaBarsOff} title={t('customer:machine.nothingTitle')}>
        {t('customer:machine.nothingWhy')}
      </EmptyState>
    );
  }
  const slots = readSlots(filters['signals'])?.filter((key) => key !== '') ?? [initial];
  const chosen = slots.length === 1 ? slots[0] : undefined;
  return (
    <div>
      <ValueTiles
        keys={gauges}
        live={live.data}
        signals={machine.signals}
        chosen={chosen}
        onChoose={(key) => change({ signals: key })}
        now={now}
      />
      <MachineHistory
        machine={machine}
        live={live.data}
        links={links}
        ranges={RANGES}
        initialRange="24h"
        initialSignals={[initial]}
      />
    </div>
  );
}
