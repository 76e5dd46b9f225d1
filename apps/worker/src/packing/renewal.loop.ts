import { Inject, Injectable, Logger } from '@nestjs/common';
import { RollupRenewal } from '#telemetry';
import { Loop } from '../loop.js';

/**
 * Interval between checks. Once all rollups are recalculated, only a process of the previous version can add outdated
 * ones.
 */
const INTERVAL_MS = 60_000;
/** Limits the duration of a step, because other loops share the process. */
const STEP_MS = 250;

/** Recalculates rollups with means of an earlier method, a few at a time. */
@Injectable()
export class RenewalLoop {
  private readonly logger = new Logger(RenewalLoop.name);
  readonly loop = new Loop(() => this.step(), {
    intervalMs: INTERVAL_MS,
    maxTimeShare: 0.1,
    onError: (error) => this.logger.error({ err: error }, 'Rollups could not be recalculated'),
  });

  constructor(@Inject(RollupRenewal) private readonly renewal: RollupRenewal) {}

  private async step(): Promise<void> {
    const began = performance.now();
    while ((await this.renewal.step()) > 0) {
      if (performance.now() - began < STEP_MS) continue;
      this.loop.wake();
      break;
    }
  }
}
