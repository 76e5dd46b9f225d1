import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { request } from '../../api/transport.js';
import type { History, HistorySeries, MachineRow } from '../../api/types.js';
import { productNow } from '../../app/clock.js';

const DAY = 86_400_000;
const STEP = 300_000;
const SIGNAL = 'pressure_bar';
/** More lines than this cannot be told apart on one chart. */
const MOST = 6;

export interface PressureLine {
  readonly machine: MachineRow;
  readonly series: HistorySeries;
}

export interface PlantPressure {
  readonly window: { readonly from: number; readonly to: number };
  readonly lines: readonly PressureLine[];
  readonly waiting: boolean;
  readonly error: unknown;
  readonly retry: () => void;
}

/** The pressure that each machine of the plant saw in the last 24 hours; no lines where nothing measures pressure. */
export function usePressure(machines: readonly MachineRow[]): PlantPressure {
  const window = useMemo(() => {
    // Whole five minutes, so that the same question keeps the same key while one looks.
    const to = Math.ceil(productNow() / STEP) * STEP;
    return { from: to - DAY, to };
  }, []);
  const measured = machines.filter((machine) => SIGNAL in machine.values).slice(0, MOST);
  const query = {
    signals: SIGNAL,
    from: new Date(window.from).toISOString(),
    to: new Date(window.to).toISOString(),
    points: 288,
  };
  const answers = useQueries({
    queries: measured.map((machine) => ({
      queryKey: ['history', 'one', `/machines/${machine.id}/history`, query],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        request<History>('GET', `/machines/${machine.id}/history`, { query, signal }),
    })),
  });
  const lines = measured.flatMap((machine, index) => {
    const series = answers[index]?.data?.series[0];
    return series === undefined ? [] : [{ machine, series }];
  });
  return {
    window,
    lines,
    waiting: answers.some((answer) => answer.isPending),
    error: lines.length === 0 ? (answers.find((answer) => answer.isError)?.error ?? null) : null,
    retry: () => answers.forEach((answer) => void answer.refetch()),
  };
}
