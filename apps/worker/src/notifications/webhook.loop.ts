import { Injectable, Logger } from '@nestjs/common';
import { WebhookSender } from '#notifications';
import { Clock, systemScope } from '#platform';
import { Loop } from '../loop.js';
import { MakersQueries } from '../makers.queries.js';

const INTERVAL_MS = 1000;

/**
 * Sends the messages of all makers to webhook endpoints at the same time, because a maker with slow endpoints must not
 * delay others.
 */
@Injectable()
export class WebhookLoop {
  private readonly logger = new Logger(WebhookLoop.name);
  readonly loop = new Loop(() => this.step(), {
    intervalMs: INTERVAL_MS,
    onError: (error) => this.logger.error({ err: error }, 'Webhooks could not be sent'),
  });

  constructor(
    private readonly makers: MakersQueries,
    private readonly sender: WebhookSender,
    private readonly clock: Clock,
  ) {}

  private async step(): Promise<void> {
    const makers = await this.makers.listWithDueWebhooks(this.clock.now());
    const sent = await Promise.all(makers.map((makerId) => this.sender.step(systemScope(makerId))));
    if (sent.some((count) => count > 0)) this.loop.wake();
  }
}
