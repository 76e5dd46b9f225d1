import type { HistorySeries, MachineHistory, SignalLimits } from '../../../api/types.js';
import { groupByAxes } from '../../../ui/charts/axes.js';
import { type ChartGap, type ChartSeries, drawnPoints } from '../../../ui/charts/chart-data.js';
import { shiftPoints } from '../compare/earlier-span.js';
import {
  SPECIFIC_POWER,
  SPECIFIC_POWER_DECIMALS,
  SPECIFIC_POWER_UNIT,
  specificPowerPoints,
} from '../energy/specific-power-points.js';
import type { SpecificPowerSignals } from '../energy/specific-power.js';
import type { ColouredSignal } from '../signals/signal-slots.js';
import type { LoadedHistories } from './use-histories.js';

/** One chart of a history, with everything drawn in it. */
export interface Panel {
  readonly key: string;
  /** Names of its signals. */
  readonly title: string;
  readonly series: readonly ChartSeries[];
  /** Limits of the signal, if the chart shows only one; the limits of several signals could not be distinguished. */
  readonly limits: SignalLimits | undefined;
}

export interface PanelInput {
  readonly histories: LoadedHistories;
  /** The earlier period to compare with, if it has been loaded. */
  readonly earlier: LoadedHistories | undefined;
  readonly signals: readonly ColouredSignal[];
  readonly power: SpecificPowerSignals | undefined;
  readonly nameOf: (key: string) => string;
  /** Compared machines, in the order of their colours. A single machine has no tag. */
  readonly machines: readonly { readonly id: string; readonly serial: string }[];
  /** Draws each signal in a chart of its own. */
  readonly isApart: boolean;
  readonly axesPerSide: number;
}

/**
 * Arranges histories in charts. Signals share a chart as long as it has room for their axes. With several machines,
 * each signal has a chart of its own, and colours identify machines instead of signals.
 */
export function buildPanels(input: PanelInput): Panel[] {
  const { signals, machines, nameOf, isApart, axesPerSide } = input;
  const bySignal = signals.map((signal) => ({ signal, series: seriesOfSignal(signal, input) }));
  const found = bySignal.filter(({ series }) => series.length > 0);
  const groups =
    isApart || machines.length > 1
      ? found.map(({ series }) => series)
      : groupByAxes(
          found.flatMap(({ series }) => series),
          axesPerSide,
        );
  return groups.map((series) => {
    const keys = [...new Set(series.map((one) => signalOf(one)))];
    const [only] = keys;
    return {
      key: keys.join(' '),
      title: keys.map(nameOf).join(' · '),
      series,
      limits: keys.length === 1 && only !== undefined ? limitsOf(only, input.histories.machines) : undefined,
    };
  });
}

/** Key of a series: its machine, its signal and its period. */
const seriesKey = (machineId: string, signal: string, isEarlier: boolean): string =>
  `${machineId} ${signal}${isEarlier ? ' earlier' : ''}`;

const signalOf = ({ key }: ChartSeries): string => key.split(' ')[1] ?? '';

function limitsOf(key: string, machines: readonly MachineHistory[]): SignalLimits | undefined {
  return machines.flatMap(({ series }) => series.filter((one) => one.key === key))[0]?.limits;
}

function seriesOfSignal({ key, hue }: ColouredSignal, input: PanelInput): ChartSeries[] {
  const { histories, earlier, machines, nameOf } = input;
  return machines.flatMap(({ id, serial }, index) => {
    const shared = {
      label: nameOf(key),
      ...(machines.length > 1 && { tag: serial }),
      hue: machines.length > 1 ? index + 1 : hue,
    };
    const current = lineOf(key, id, histories, input.power);
    if (current === undefined) return [];
    const lines: ChartSeries[] = [{ ...shared, ...current, key: seriesKey(id, key, false) }];
    const before = earlier && lineOf(key, id, earlier, input.power);
    if (earlier === undefined || before === undefined) return lines;
    const by = histories.span.from - earlier.span.from;
    return [
      ...lines,
      {
        ...shared,
        ...before,
        key: seriesKey(id, key, true),
        points: shiftPoints(before.points, by),
        ...(before.buckets && { buckets: shiftPoints(before.buckets, by) }),
        gaps: before.gaps.map((gap) => ({ from: gap.from + by, to: gap.to + by })),
        earlierBy: by,
      },
    ];
  });
}

type Line = Pick<ChartSeries, 'unit' | 'decimals' | 'points' | 'buckets'> & {
  readonly gaps: readonly ChartGap[];
};

function lineOf(
  key: string,
  machineId: string,
  { machines, power: powers }: LoadedHistories,
  power: SpecificPowerSignals | undefined,
): Line | undefined {
  const history = machines.find((one) => one.machineId === machineId);
  const gaps = toGaps(history?.gaps ?? []);
  if (key === SPECIFIC_POWER) {
    const buckets = powers.find((one) => one.machineId === machineId);
    if (power === undefined || buckets === undefined) return undefined;
    const points = specificPowerPoints(buckets, power);
    return points.length === 0
      ? undefined
      : { unit: SPECIFIC_POWER_UNIT, decimals: SPECIFIC_POWER_DECIMALS, points, gaps };
  }
  const series: HistorySeries | undefined = history?.series.find((one) => one.key === key);
  if (series === undefined) return undefined;
  const points = drawnPoints(series);
  const { unit, decimals } = series;
  return { unit, decimals, points, gaps, ...(points !== series.points && { buckets: series.points }) };
}

function toGaps(gaps: MachineHistory['gaps']): ChartGap[] {
  return gaps.map(({ from, to }) => ({ from: Date.parse(from), to: Date.parse(to) }));
}
