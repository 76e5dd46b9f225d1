import { UNDISTURBED, type Disturbance } from './compressor.js';

/** Something that happens at a station for a while, `from` inclusive, `to` exclusive, epoch milliseconds. */
export type Effect = { readonly from: number; readonly to: number } & (
  | {
      /** A fault that makes a machine hotter, shake, or its dryer fail, along straight lines between points in time. */
      readonly kind: 'disturbance';
      readonly serial: string;
      readonly quantity: keyof Disturbance;
      readonly points: readonly (readonly [timeMs: number, amount: number])[];
    }
  | {
      /** Technicians at a machine: it stands still, and afterwards has what they changed. */
      readonly kind: 'maintenance';
      readonly serial: string;
      readonly airFilter: boolean;
      readonly separator: boolean;
    }
  /** A machine that is kept running whatever its plant needs. */
  | { readonly kind: 'keep_running'; readonly serial: string }
  /** Every machine is off, and the meter counts all the same: air flows back through a valve that does not close. */
  | { readonly kind: 'backflow'; readonly flowM3Min: number }
  /** A consumer that takes this much more. */
  | { readonly kind: 'burst'; readonly flowM3Min: number }
);

export function isActive(effect: Effect, timeMs: number): boolean {
  return timeMs >= effect.from && timeMs < effect.to;
}

/** All that disturbs a machine at a moment, added up. */
export function disturbanceAt(effects: readonly Effect[], serial: string, timeMs: number): Disturbance {
  let sum: Record<keyof Disturbance, number> | undefined;
  for (const effect of effects) {
    if (effect.kind !== 'disturbance' || effect.serial !== serial || !isActive(effect, timeMs)) continue;
    sum ??= { ...UNDISTURBED };
    sum[effect.quantity] += amountAt(effect.points, timeMs);
  }
  return sum ?? UNDISTURBED;
}

function amountAt(points: readonly (readonly [number, number])[], timeMs: number): number {
  const next = points.findIndex(([at]) => at >= timeMs);
  if (next < 0) return points.at(-1)?.[1] ?? 0;
  const [after, high] = points[next]!;
  const previous = points[next - 1];
  if (!previous) return high;
  const [before, low] = previous;
  return low + ((high - low) * (timeMs - before)) / (after - before);
}
