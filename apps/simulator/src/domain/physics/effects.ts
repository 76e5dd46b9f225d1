import { UNDISTURBED, type Disturbance } from './compressor.js';

/** Event at a station. Starts at `from` (inclusive) and ends at `to` (exclusive), in epoch milliseconds. */
export type Effect = { readonly from: number; readonly to: number } & (
  | {
      /** Fault that heats a machine, makes it vibrate, or stops its dryer. Amounts are interpolated linearly. */
      readonly kind: 'disturbance';
      readonly serial: string;
      readonly quantity: keyof Disturbance;
      readonly points: readonly (readonly [timeMs: number, amount: number])[];
    }
  | {
      /** Work of technicians on a machine: it is stopped, and has new parts afterwards. */
      readonly kind: 'maintenance';
      readonly serial: string;
      readonly airFilter: boolean;
      readonly separator: boolean;
    }
  /** Period in which a machine is kept running regardless of demand. */
  | { readonly kind: 'keep_running'; readonly serial: string }
  /** Backflow: all machines are off, but air flows back through a leaking valve, and the meter counts it. */
  | { readonly kind: 'backflow'; readonly flowM3Min: number }
  /** Additional consumer. */
  | { readonly kind: 'burst'; readonly flowM3Min: number }
);

export function isActive(effect: Effect, timeMs: number): boolean {
  return timeMs >= effect.from && timeMs < effect.to;
}

/** Returns the sum of all disturbances of a machine at an instant. */
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
