import { readPssMib } from './memory.js';

/** Samples the summed proportional set size of some processes and records the maximum. */
export class MemoryWatch {
  /** Maximum in MiB. */
  peak = 0;
  private readonly timer: NodeJS.Timeout;
  private sampling = Promise.resolve();

  /** @param pids called at each sample, because a process may be restarted */
  constructor(
    private readonly pids: () => Promise<readonly number[]>,
    everyMs: number,
  ) {
    this.timer = setInterval(() => {
      this.sampling = this.sampling.then(() => this.sample());
    }, everyMs);
  }

  async stop(): Promise<number> {
    clearInterval(this.timer);
    await this.sampling;
    await this.sample();
    return this.peak;
  }

  private async sample(): Promise<void> {
    let sum = 0;
    for (const pid of await this.pids()) sum += (await readPssMib(pid)) ?? 0;
    this.peak = Math.max(this.peak, sum);
  }
}
