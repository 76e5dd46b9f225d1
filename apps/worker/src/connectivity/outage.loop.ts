import { Injectable, Logger } from '@nestjs/common';
import { systemScope } from '#platform';
import { Connectivity } from '#telemetry';
import { Loop } from '../loop.js';
import { MakersQueries } from '../makers.queries.js';

/** Interval between checks. It is short, because an outage can begin after only ten seconds without data. */
const INTERVAL_MS = 5000;

/** Detects devices that have stopped sending, and those that have resumed. */
@Injectable()
export class OutageLoop {
  private readonly logger = new Logger(OutageLoop.name);
  readonly loop = new Loop(() => this.step(), {
    intervalMs: INTERVAL_MS,
    onError: (error) => this.logger.error({ err: error }, 'Silent devices could not be detected'),
  });

  constructor(
    private readonly makers: MakersQueries,
    private readonly connectivity: Connectivity,
  ) {}

  private async step(): Promise<void> {
    for (const makerId of await this.makers.list()) {
      await this.connectivity.updateOverdueDevices(systemScope(makerId));
    }
  }
}
