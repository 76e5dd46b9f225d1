import { seededRandom } from '../../measure/support/seeded-random.js';

/** Choices that come out the same for the same seed. */
export class Chance {
  private readonly random: () => number;

  constructor(seed: number) {
    this.random = seededRandom(seed);
  }

  /** A whole number from 0 to before `count`. */
  below(count: number): number {
    return Math.floor(this.random() * count);
  }

  between(from: number, to: number): number {
    return from + this.random() * (to - from);
  }

  one<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!;
  }

  happens(probability: number): boolean {
    return this.random() < probability;
  }
}
