import { useOne } from '../../../api/use-one.js';
import { plainDecimal, scaledDecimal } from '../../../format/decimals.js';
import type { ChartSpan } from '../../../ui/charts/chart-data.js';
import { TOTAL } from '../total-query.js';
import { SPECIFIC_POWER_AGGREGATES } from './specific-power-points.js';
import {
  type MeasuredSignal,
  specificPower,
  type SpecificPowerSignals,
  toDecimal,
  toQuantity,
} from './specific-power.js';

/** Energy, volume and their quotient in a period, as exact decimals. */
export interface EnergyFigures {
  readonly energyKwh: string;
  readonly volumeM3: string;
  /** kWh/m³; null without volume. */
  readonly specificPower: string | null;
}

/**
 * Energy and specific power of a machine in a period; undefined without its signals or data. Counters are subtracted in
 * exact decimals; power and flow are multiplied by the length of the period.
 */
export function useSpecificPower(
  machineId: string,
  signals: SpecificPowerSignals | undefined,
  span: ChartSpan | undefined,
): EnergyFigures | undefined {
  const all: readonly MeasuredSignal[] = signals === undefined ? [] : [signals.energy, signals.volume];
  const counters = all.filter(({ kind }) => kind === 'counter').map(({ key }) => key);
  const gauges = all.filter(({ kind }) => kind !== 'counter').map(({ key }) => key);
  const period = {
    from: new Date(span?.from ?? 0).toISOString(),
    to: new Date(span?.to ?? 0).toISOString(),
  };
  const path = { id: machineId };
  const differences = useOne('history', '/machines/{id}/counter-differences', {
    path,
    query: { ...period, signals: counters },
    keepPrevious: true,
    enabled: span !== undefined && counters.length > 0,
  });
  const means = useOne('history', '/machines/{id}/history', {
    path,
    query: { ...period, signals: gauges, ...TOTAL, aggregate: [...SPECIFIC_POWER_AGGREGATES] },
    keepPrevious: true,
    enabled: span !== undefined && gauges.length > 0,
  });
  if (signals === undefined || span === undefined) return undefined;
  const quantityOf = (signal: MeasuredSignal): string | undefined => {
    const value =
      signal.kind === 'counter'
        ? sumOf(differences.data?.counters.flatMap((one) => (one.key === signal.key ? [one.advance] : [])))
        : meanOf(means.data?.series.find((one) => one.key === signal.key)?.points[0]);
    return value === undefined ? undefined : toQuantity({ signal, value }, span.to - span.from);
  };
  const energyKwh = quantityOf(signals.energy);
  const volumeM3 = quantityOf(signals.volume);
  if (energyKwh === undefined || volumeM3 === undefined) return undefined;
  return { energyKwh, volumeM3, specificPower: specificPower(energyKwh, volumeM3) };
}

/** Adds up the increases that several devices report for the same counter. */
function sumOf(advances: readonly string[] | undefined): string | undefined {
  if (advances === undefined || advances.length === 0) return undefined;
  return plainDecimal(advances.reduce((sum, advance) => sum + scaledDecimal(advance), 0n));
}

function meanOf(point: readonly number[] | undefined): string | undefined {
  const mean = point?.[2];
  return mean === undefined ? undefined : toDecimal(mean);
}
