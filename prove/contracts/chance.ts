import { seededRandom } from '../../measure/support/seeded-random.js';

/** Random choices of one case, reproducible by its seed. */
export class Chance {
  private readonly random: () => number;

  constructor(seed: number) {
    this.random = seededRandom(seed * 2_654_435_761);
  }

  /** Returns an integer between two bounds, both inclusive. */
  integer(min: number, max: number): number {
    return min + Math.floor(this.random() * (max - min + 1));
  }

  isOneIn(of: number): boolean {
    return this.random() < 1 / of;
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.integer(0, items.length - 1)]!;
  }

  /** Returns a decimal from `min` to `max` with at most the given number of decimals. */
  decimal(min: number, max: number, decimals: number): string {
    const scale = 10 ** decimals;
    const scaled = this.integer(Math.ceil(min * scale), Math.floor(max * scale));
    const digits = String(scaled).padStart(decimals + 1, '0');
    return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
  }
}
