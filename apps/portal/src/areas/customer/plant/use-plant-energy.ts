import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { MachineRow } from '../../../api/types.js';
import { oneQuery } from '../../../api/use-one.js';
import { SPECIFIC_POWER_AGGREGATES } from '../../../features/history/energy/specific-power-points.js';
import {
  type MeasuredSignal,
  specificPower,
  toDecimal,
  toQuantity,
} from '../../../features/history/energy/specific-power.js';
import type { EnergyFigures } from '../../../features/history/energy/use-specific-power.js';
import { TOTAL } from '../../../features/history/total-query.js';
import { plainDecimal, scaledDecimal } from '../../../format/decimals.js';

const DAY = 86_400_000;
const STEP = 300_000;
/** Maximum number of machines in one request. */
const MAX_MACHINES = 8;
const ENERGY: MeasuredSignal = { key: 'energy_kwh_total', unit: 'kW.h', kind: 'counter' };
const VOLUME: MeasuredSignal = { key: 'air_m3_total', unit: 'm3', kind: 'counter' };

/**
 * Energy and specific power of a customer's plant in the last 24 hours. The specific power is the energy of all
 * machines divided by the volume that the meters of their sites measured. Undefined unless every machine counts energy
 * and every site measures volume, because part of the energy divided by the whole volume would look too good.
 */
export function usePlantEnergy(machines: readonly MachineRow[], now: number): EnergyFigures | undefined {
  // Round up to five minutes, so that the query key changes only every five minutes.
  const to = Math.ceil(now / STEP) * STEP;
  const sites = useMemo(() => [...new Set(machines.flatMap(({ site }) => site?.id ?? []))], [machines]);
  const isMeasured =
    machines.length > 0 && machines.every(({ values, site }) => ENERGY.key in values && site !== null);
  const query = {
    from: new Date(to - DAY).toISOString(),
    to: new Date(to).toISOString(),
    ...TOTAL,
    aggregate: [...SPECIFIC_POWER_AGGREGATES],
  };
  const ids = machines.map(({ id }) => id);
  const groups = Array.from({ length: Math.ceil(ids.length / MAX_MACHINES) }, (_, index) =>
    ids.slice(index * MAX_MACHINES, (index + 1) * MAX_MACHINES),
  );
  const energies = useQueries({
    queries: groups.map((group) =>
      oneQuery('history', '/histories', {
        query: { ...query, machines: group, signals: [ENERGY.key] },
        enabled: isMeasured,
        keepPrevious: true,
      }),
    ),
  });
  const volumes = useQueries({
    queries: sites.map((id) =>
      // A site without a meter has no such signal, which is not an error here.
      oneQuery('history', '/sites/{id}/history', {
        path: { id },
        query: { ...query, signals: [VOLUME.key] },
        enabled: isMeasured,
        keepPrevious: true,
      }),
    ),
  });
  if (!isMeasured) return undefined;
  const energyKwh = sumOf(
    energies.flatMap(({ data }) => data?.machines ?? []).map(({ series }) => series),
    ENERGY,
    machines.length,
  );
  const volumeM3 = sumOf(
    volumes.flatMap(({ data }) => (data === undefined ? [] : [data.series])),
    VOLUME,
    sites.length,
  );
  if (energyKwh === undefined || volumeM3 === undefined) return undefined;
  return { energyKwh, volumeM3, specificPower: specificPower(energyKwh, volumeM3) };
}

type Series = readonly { readonly key: string; readonly points: readonly (readonly number[])[] }[];

/** Adds up the increases of a counter; undefined unless all sources have one. */
function sumOf(sources: readonly Series[], signal: MeasuredSignal, expected: number): string | undefined {
  const increases = sources.flatMap((series) => {
    const increase = series.find(({ key }) => key === signal.key)?.points[0]?.[1];
    return increase === undefined ? [] : [toQuantity({ signal, value: toDecimal(increase) }, DAY)];
  });
  if (increases.length < expected) return undefined;
  return plainDecimal(increases.reduce((sum, increase) => sum + scaledDecimal(increase), 0n));
}
