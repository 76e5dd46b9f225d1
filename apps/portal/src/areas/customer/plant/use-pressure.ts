import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { HistorySeries, MachineRow } from '../../../api/types.js';
import { oneQuery } from '../../../api/use-one.js';

const DAY = 86_400_000;
const STEP = 300_000;
const SIGNAL = 'pressure_bar';

export interface PlantPressure {
  readonly window: { readonly from: number; readonly to: number };
  /** Pressure of each machine; empty if no machine measures pressure. */
  readonly series: readonly HistorySeries[];
  readonly waiting: boolean;
  readonly error: unknown;
  readonly retry: () => void;
}

/**
 * Pressure of each of the plant's machines in the last 24 hours.
 * @param limit maximum number of machines; by default all
 */
export function usePressure(machines: readonly MachineRow[], now: number, limit = Infinity): PlantPressure {
  // Round up to five minutes, so that the query key changes only every five minutes.
  const to = Math.ceil(now / STEP) * STEP;
  const window = useMemo(() => ({ from: to - DAY, to }), [to]);
  const measured = machines.filter((machine) => SIGNAL in machine.values).slice(0, limit);
  const query = {
    signals: [SIGNAL],
    from: new Date(window.from).toISOString(),
    to: new Date(window.to).toISOString(),
    points: 288,
  };
  const answers = useQueries({
    queries: measured.map(({ id }) =>
      oneQuery('history', '/machines/{id}/history', { path: { id }, query, keepPrevious: true }),
    ),
  });
  const series = answers.flatMap(({ data }) => data?.series.slice(0, 1) ?? []);
  return {
    window,
    series,
    waiting: answers.some((answer) => answer.isPending),
    error: series.length === 0 ? (answers.find((answer) => answer.isError)?.error ?? null) : null,
    retry: () => answers.forEach((answer) => void answer.refetch()),
  };
}
