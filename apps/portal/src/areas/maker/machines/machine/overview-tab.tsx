import { useMemo, useState } from 'react';
import type { Machine } from '../../../../api/types.js';
import { useOne } from '../../../../api/use-one.js';
import { productNow } from '../../../../clock/clock.js';
import { HistoryChart } from '../../../../features/history/history-chart.js';
import { toneOf } from '../../../../features/machines/live/limits.js';
import { LiveTiles } from '../../../../features/machines/live/live-tiles.js';
import { orderGauges } from '../../../../features/machines/live/order-gauges.js';
import { useLive } from '../../../../features/machines/live/use-live.js';
import { useSignalName } from '../../../../features/machines/live/use-signal-name.js';
import { ErrorState } from '../../../../ui/feedback/error-state.js';
import { SkeletonBlock } from '../../../../ui/feedback/skeleton.js';
import { MachineSide } from './machine-side.js';
import classes from './overview-tab.module.css';
import { useBandLinks } from './use-band-links.js';

const DAY = 86_400_000;

/** Live values, the history of the most notable value and of a second one, and related records. */
export function OverviewTab({ machine }: { readonly machine: Machine }) {
  const [picked, setPicked] = useState<string>();
  const live = useLive(machine.id);
  const nameOf = useSignalName(machine.signals);
  const links = useBandLinks(machine.id);
  const alarmed = machine.attention.flatMap(({ kind, params }) =>
    kind === 'alarm' && typeof params['signalKey'] === 'string' ? [params['signalKey']] : [],
  );
  const gauges = orderGauges(live.data?.values ?? {}, machine.signals, alarmed);
  const day = useMemo(() => {
    const to = Math.ceil(productNow() / 300_000) * 300_000;
    return { from: new Date(to - DAY).toISOString(), to: new Date(to).toISOString() };
  }, []);
  const recent = useOne('history', '/machines/{id}/history', {
    path: { id: machine.id },
    query: { signals: gauges.slice(0, 8), ...day, points: 96 },
    enabled: gauges.length > 0,
  });
  if (live.isLoadingError) return <ErrorState error={live.error} onRetry={() => void live.refetch()} />;
  if (live.data === undefined) return <SkeletonBlock height={420} />;
  const values = live.data.values;
  const beyond = recent.data?.series.find(
    (series) => toneOf(values[series.key]?.value, series.limits) !== undefined,
  );
  const chosen = picked ?? beyond?.key ?? gauges[0];
  const second = gauges.find((key) => key !== chosen);
  return (
    <div className={classes.overview}>
      <div className={classes.main}>
        <div className={classes.tiles}>
          <LiveTiles
            live={live.data}
            history={recent.data}
            signals={machine.signals}
            gauges={gauges}
            chosen={chosen}
            onChoose={setPicked}
          />
        </div>
        {chosen === undefined ? null : (
          <HistoryChart
            machineId={machine.id}
            signals={[chosen, second].flatMap((key, index) =>
              key === undefined ? [] : [{ key, hue: index + 1 }],
            )}
            nameOf={nameOf}
            links={links}
            alwaysApart
          />
        )}
      </div>
      <MachineSide machine={machine} />
    </div>
  );
}
