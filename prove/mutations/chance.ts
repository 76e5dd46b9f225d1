import { seededRandom } from '../../measure/support/seeded-random.js';

/** Random choices, reproducible by their seed. */
export class Chance {
  private readonly random: () => number;

  constructor(seed: number) {
    this.random = seededRandom(seed);
  }

  /** Returns an integer from 0 up to, but not including, `count`. */
  below(count: number): number {
    return Math.floor(this.random() * count);
  }

  between(from: number, to: number): number {
    return from + this.random() * (to - from);
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!;
  }

  happens(probability: number): boolean {
    return this.random() < probability;
  }
}
