import type { TFunction } from 'i18next';
import type { SignalLimits } from '../../../api/types.js';
import type { Format } from '../../../format/use-format.js';
import type { ChartLimit } from '../../../ui/charts/chart-data.js';

const known = (limit: string | number | null | undefined): limit is string | number =>
  limit !== null && limit !== undefined;

/** Limits of a signal as labelled chart lines. */
export function chartLimits(
  limits: SignalLimits | null | undefined,
  t: TFunction,
  format: Format,
): ChartLimit[] {
  if (limits === null || limits === undefined) return [];
  const line = (value: string | number | null | undefined, kind: ChartLimit['kind']): ChartLimit[] =>
    known(value)
      ? [{ value: Number(value), kind, label: t(`limit.${kind}`, { value: format.number(Number(value)) }) }]
      : [];
  return [
    ...line(limits.warnHigh, 'warn'),
    ...line(limits.warnLow, 'warn'),
    ...line(limits.tripHigh, 'trip'),
    ...line(limits.tripLow, 'trip'),
  ];
}

/** Tone of a value relative to its limits. */
export function toneOf(
  value: unknown,
  limits: SignalLimits | null | undefined,
): 'critical' | 'warning' | undefined {
  if (typeof value !== 'number' || limits === null || limits === undefined) return undefined;
  const beyond = (
    above: string | number | null | undefined,
    below: string | number | null | undefined,
  ): boolean => (known(above) && value > Number(above)) || (known(below) && value < Number(below));
  if (beyond(limits.tripHigh, limits.tripLow)) return 'critical';
  return beyond(limits.warnHigh, limits.warnLow) ? 'warning' : undefined;
}
