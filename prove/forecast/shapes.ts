import { plusDays } from '#contracts';
import { seededRandom } from '../../measure/support/seeded-random.js';
import type { ReplayedCounter } from './replayed-counter.js';

interface Chance {
  /** Returns a number in [0, 1). */
  uniform(): number;
  /** Returns a number from a distribution with mean 0 and standard deviation 1. */
  normal(): number;
}

/**
 * Creates a function that returns the usage of the next day relative to the usual usage. Each counter has its own
 * state.
 */
type Shape = (chance: Chance) => () => number;

/** Plants that differ from those of the demo, with patterns that weekly figures alone don't predict. */
const SHAPES: Readonly<Record<string, Shape>> = {
  'steady weeks': (chance) => () => 1 + 0.08 * chance.normal(),
  'good and bad weeks': (chance) => {
    let day = 0;
    let week = 1;
    return () => {
      if (day++ % 7 === 0) week = 1 + 0.08 * chance.normal();
      return week * (1 + 0.05 * chance.normal());
    };
  },
  'level that drifts and returns': (chance) => {
    let level = 0;
    return () => {
      level = 0.9 * level + 0.03 * chance.normal();
      return (1 + level) * (1 + 0.05 * chance.normal());
    };
  },
  'days without use': (chance) => () => (chance.uniform() < 0.04 ? 0.1 : 1 + 0.06 * chance.normal()),
  'occasional use': (chance) => () => (chance.uniform() < 0.5 ? 0.5 + chance.uniform() : 0),
};

/** Relative usage by weekday, Monday first. */
const WEEKS = [
  [1, 1, 1, 1, 1, 0.9, 0.85],
  [1, 1, 1, 1, 1, 0.45, 0.15],
  [1, 1, 1, 1, 1, 0, 0],
] as const;
const USUAL = 4000;

/**
 * Returns counters of plants with every shape.
 * @param to day after the last day
 */
export function replayShapes(
  seed: number,
  perShape: number,
  { from, to }: { readonly from: string; readonly to: string },
): ReplayedCounter[] {
  const uniform = seededRandom(seed);
  const chance: Chance = {
    uniform,
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
  };
  return Object.entries(SHAPES).flatMap(([kind, shape]) =>
    Array.from({ length: perShape }, (_, number) => {
      const next = shape(chance);
      const week = WEEKS[number % WEEKS.length]!;
      const days: { day: string; byNoon: number; whole: number }[] = [];
      for (let day = from; day < to; day = plusDays(day, 1)) {
        const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
        const whole = Math.max(0, USUAL * week[weekday]! * next());
        days.push({ day, byNoon: whole / 2, whole });
      }
      return { kind: `shape: ${kind}`, name: `${kind} ${number}`, days };
    }),
  );
}
