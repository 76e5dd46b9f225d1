import { useMemo } from 'react';
import { useOne } from '../../../api/use-one.js';
import type { MachineHistory } from '../../../api/types.js';
import type { ChartSpan } from '../../../ui/charts/chart-data.js';
import { SPECIFIC_POWER, SPECIFIC_POWER_AGGREGATES } from '../energy/specific-power-points.js';
import type { SpecificPowerSignals } from '../energy/specific-power.js';

/** Number of pixel columns of a line, and of buckets in a table. */
const POINTS = 600;
/**
 * Number of buckets for the specific power. It would be unsteady in shorter buckets, because counters advance in whole
 * units.
 */
const SPECIFIC_POWER_POINTS = 96;

interface HistoriesInput {
  readonly machineIds: readonly string[];
  /** Keys of signals, and `SPECIFIC_POWER`. */
  readonly keys: readonly string[];
  readonly power: SpecificPowerSignals | undefined;
  /** No request is sent while it is undefined. */
  readonly span: ChartSpan | undefined;
}

export interface LoadedHistories {
  readonly machines: readonly MachineHistory[];
  /** Energy and volume in the buckets of the specific power, if it is shown. */
  readonly power: readonly MachineHistory[];
  /** The period of the data. */
  readonly span: ChartSpan;
}

const NONE: readonly MachineHistory[] = [];
const NO_SPAN: ChartSpan = { from: 0, to: 0 };

/** Loads the histories of machines in a period. `data` is undefined until everything has arrived. */
export function useHistories({ machineIds, keys, power, span }: HistoriesInput) {
  const signals = keys.filter((key) => key !== SPECIFIC_POWER);
  const withPower = power !== undefined && keys.includes(SPECIFIC_POWER);
  const { from, to } = span ?? NO_SPAN;
  const query = {
    machines: machineIds,
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
  };
  const lines = useOne('history', '/histories', {
    // The response for any signal contains the gaps and operating states.
    query: {
      ...query,
      signals: signals.length === 0 && withPower ? [power.energy.key] : signals,
      points: POINTS,
    },
    enabled: span !== undefined && (signals.length > 0 || withPower),
  });
  const buckets = useOne('history', '/histories', {
    query: {
      ...query,
      signals: power === undefined ? [] : [power.energy.key, power.volume.key],
      aggregate: [...SPECIFIC_POWER_AGGREGATES],
      points: SPECIFIC_POWER_POINTS,
    },
    enabled: span !== undefined && withPower,
  });
  const machines = lines.data?.machines;
  const powers = withPower ? buckets.data?.machines : NONE;
  const failed = [lines, buckets].find((one) => one.isLoadingError);
  const data = useMemo<LoadedHistories | undefined>(
    () => machines && powers && { machines, power: powers, span: { from, to } },
    [machines, powers, from, to],
  );
  return {
    data: span === undefined ? undefined : data,
    error: failed?.error ?? null,
    retry: () => {
      for (const one of [lines, buckets]) if (one.isLoadingError) void one.refetch();
    },
  };
}
