import { Injectable, Logger } from '@nestjs/common';
import { NotificationPushes } from '#notifications';
import { Clock, systemScope } from '#platform';
import { Loop } from '../loop.js';
import { MakersQueries } from '../makers.queries.js';

const INTERVAL_MS = 1000;

/** Sends the push messages of all makers at the same time, because a slow push service must not delay other makers. */
@Injectable()
export class NotificationPushLoop {
  private readonly logger = new Logger(NotificationPushLoop.name);
  readonly loop = new Loop(() => this.step(), {
    intervalMs: INTERVAL_MS,
    onError: (error) => this.logger.error({ err: error }, 'Push messages could not be sent'),
  });

  constructor(
    private readonly makers: MakersQueries,
    private readonly pushes: NotificationPushes,
    private readonly clock: Clock,
  ) {}

  private async step(): Promise<void> {
    const makers = await this.makers.listWithDuePush(this.clock.now());
    const sent = await Promise.all(makers.map((makerId) => this.pushes.step(systemScope(makerId))));
    if (sent.some((count) => count > 0)) this.loop.wake();
  }
}
