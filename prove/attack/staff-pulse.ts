import { setTimeout as sleep } from 'node:timers/promises';

const EVERY_MS = 100;
const PATHS = ['/session', '/machines?limit=20', '/tickets?limit=20'];

/**
 * A member of the maker's staff who keeps working during the attack: sends one request after the other and measures
 * each response time.
 */
export class StaffPulse {
  private readonly times: number[] = [];
  private readonly failures: string[] = [];
  private isOver = false;
  private readonly run: Promise<void>;

  constructor(portalUrl: string, key: string) {
    this.run = this.sendRequests(portalUrl, key);
  }

  /** Returns the 95th percentile of response times in milliseconds. */
  p95(): number {
    const sorted = [...this.times].sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length * 0.95)] ?? Infinity;
  }

  get answers(): number {
    return this.times.length;
  }

  /** Responses other than 200. */
  get failed(): readonly string[] {
    return this.failures;
  }

  async stop(): Promise<void> {
    this.isOver = true;
    await this.run;
  }

  private async sendRequests(portalUrl: string, key: string): Promise<void> {
    for (let turn = 0; !this.isOver; turn += 1) {
      const path = PATHS[turn % PATHS.length]!;
      const began = performance.now();
      try {
        const response = await fetch(`${portalUrl}/api/v1${path}`, {
          headers: { authorization: `Bearer ${key}` },
          signal: AbortSignal.timeout(10_000),
        });
        await response.arrayBuffer();
        if (!response.ok) this.failures.push(`${path} ${response.status}`);
      } catch (error) {
        this.failures.push(`${path} ${String(error)}`);
      }
      this.times.push(performance.now() - began);
      await sleep(EVERY_MS);
    }
  }
}
