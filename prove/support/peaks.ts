import { ProcessTree } from '../../measure/support/process-tree.js';
import { readPssMib } from '../../measure/support/memory.js';
import type { Product } from './product.js';

export const WATCHED = ['supervisor', 'ingest', 'api', 'worker'] as const;
type Watched = (typeof WATCHED)[number] | 'database';

const EVERY_MS = 1000;

export interface WatchedProduct {
  readonly product: Pick<Product, 'pidOf'>;
  /** PID of the database, embedded or external. */
  postgresPid(): Promise<number | undefined>;
}

/** Maximum memory of each part of the product, in MiB; for the database, the total of all its processes. */
export class Peaks {
  private readonly peaks = new Map<Watched, number>();
  private readonly timer: NodeJS.Timeout;
  private sampling: Promise<void> = Promise.resolve();

  constructor(private readonly fixture: WatchedProduct) {
    this.timer = setInterval(() => {
      this.sampling = this.sampling.then(() => this.sample());
    }, EVERY_MS);
  }

  of(name: Watched): number {
    return Math.round(this.peaks.get(name) ?? 0);
  }

  toString(): string {
    return [...WATCHED, 'database' as const].map((name) => `${name} ${this.of(name)}`).join(', ');
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.sampling;
  }

  private async sample(): Promise<void> {
    for (const name of WATCHED) {
      const pid = await this.fixture.product.pidOf(name);
      if (pid !== undefined) this.note(name, (await readPssMib(pid)) ?? 0);
    }
    const root = await this.fixture.postgresPid();
    if (root === undefined) return;
    let sum = 0;
    for (const pid of ProcessTree.read().below(root)) sum += (await readPssMib(pid)) ?? 0;
    this.note('database', sum);
  }

  private note(name: Watched, mebibytes: number): void {
    this.peaks.set(name, Math.max(this.peaks.get(name) ?? 0, mebibytes));
  }
}
