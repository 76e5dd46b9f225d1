import { Inject, Injectable, Logger } from '@nestjs/common';
import { GapLedger } from '#telemetry';
import { Loop } from '../loop.js';

const INTERVAL_MS = 5000;
/** Limits the duration of a step, because other loops share the process. */
const STEP_MS = 250;
const OPEN_EVERY_MS = 30_000;

/** Keeps the records of data gaps up to date, a few devices at a time. */
@Injectable()
export class GapLoop {
  private readonly logger = new Logger(GapLoop.name);
  private openedAt = -Infinity;
  readonly loop = new Loop(() => this.step(), {
    intervalMs: INTERVAL_MS,
    maxTimeShare: 0.1,
    onError: (error) => this.logger.error({ err: error }, 'Data gaps could not be updated'),
  });

  constructor(@Inject(GapLedger) private readonly ledger: GapLedger) {}

  private async step(): Promise<void> {
    const began = performance.now();
    if (began - this.openedAt > OPEN_EVERY_MS) {
      await this.ledger.openOverdue();
      this.openedAt = began;
    }
    while (await this.ledger.review()) {
      if (performance.now() - began < STEP_MS) continue;
      this.loop.wake();
      break;
    }
  }
}
