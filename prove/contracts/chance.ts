import { seededRandom } from '../../measure/support/seeded-random.js';

/** Random choices of one case, reproducible by its seed. */
export class Chance {
  private readonly random: () => number;

  constructor(seed: number) {
    this.random = seededRandom(seed * 2_654_435_761);
  }

  /** Both bounds inclusive. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.random() * (most - least + 1));
  }

  isOne(of: number): boolean {
    return this.random() < 1 / of;
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.whole(0, items.length - 1)]!;
  }

  /** Returns a decimal from `least` to `most` with at most that many decimals. */
  decimal(least: number, most: number, decimals: number): string {
    const scale = 10 ** decimals;
    const scaled = this.whole(Math.ceil(least * scale), Math.floor(most * scale));
    const digits = String(scaled).padStart(decimals + 1, '0');
    return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
  }
}
