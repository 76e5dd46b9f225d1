import { Injectable, Logger } from '@nestjs/common';
import { Loop } from '../loop.js';
import { MakersQueries } from '../makers.queries.js';
import { ATTEMPTS } from './outbox-claims.queries.js';
import { OutboxRelay } from './outbox-relay.js';

const INTERVAL_MS = 300;

/** Relays the outbox of each maker, and repeats immediately while there are more events. */
@Injectable()
export class RelayLoop {
  private readonly logger = new Logger(RelayLoop.name);
  readonly loop = new Loop(() => this.step(), {
    intervalMs: INTERVAL_MS,
    onError: (error) => this.logger.error({ err: error }, 'The outbox could not be relayed'),
  });

  constructor(
    private readonly makers: MakersQueries,
    private readonly relay: OutboxRelay,
  ) {}

  private async step(): Promise<void> {
    let delivered = 0;
    for (const makerId of await this.makers.listWithPendingEvents(ATTEMPTS))
      delivered += await this.relay.relay(makerId);
    if (delivered > 0) this.loop.wake();
  }
}
