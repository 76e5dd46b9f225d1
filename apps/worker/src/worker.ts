import { Injectable } from '@nestjs/common';
import { type Health, InternalChannelClient } from '#platform';
import { DataSource } from 'typeorm';
import { OutageLoop } from './connectivity/outage.loop.js';
import { DocumentMailLoop } from './documents/document-mail.loop.js';
import { EvaluationLoop } from './evaluation/evaluation.loop.js';
import { JobRunner } from './jobs/queue/job-runner.js';
import { NotificationMailLoop } from './notifications/notification-mail.loop.js';
import { NotificationPushLoop } from './notifications/notification-push.loop.js';
import { WebhookLoop } from './notifications/webhook.loop.js';
import { GapLoop } from './packing/gap.loop.js';
import { ImportLoop } from './packing/import.loop.js';
import { PackingLoop } from './packing/packing.loop.js';
import { RenewalLoop } from './packing/renewal.loop.js';
import { RelayLoop } from './outbox/relay.loop.js';

/** Time without a successful step after which a loop is considered down. */
const MAX_SUCCESS_AGE_MS = 15_000;

/** Starts and stops the parts of the worker, and reports its health. */
@Injectable()
export class Worker {
  constructor(
    private readonly database: DataSource,
    private readonly channel: InternalChannelClient,
    private readonly relay: RelayLoop,
    private readonly evaluation: EvaluationLoop,
    private readonly outages: OutageLoop,
    private readonly packing: PackingLoop,
    private readonly gaps: GapLoop,
    private readonly importing: ImportLoop,
    private readonly renewal: RenewalLoop,
    private readonly mails: NotificationMailLoop,
    private readonly pushes: NotificationPushLoop,
    private readonly documentMails: DocumentMailLoop,
    private readonly webhooks: WebhookLoop,
    private readonly jobs: JobRunner,
  ) {}

  async start(): Promise<void> {
    for (const { loop } of this.loops()) loop.start();
    await this.jobs.start();
  }

  /** Waits for running work to finish. */
  async stop(): Promise<void> {
    await Promise.all([...this.loops().map(({ loop }) => loop.stop()), this.jobs.stop()]);
    await this.channel.close();
  }

  async readHealth(): Promise<Health> {
    const isDatabaseUp = await this.database.query('select 1').then(
      () => true,
      () => false,
    );
    const isRunning = ({ loop }: { loop: { sinceSuccessMs: number } }) =>
      loop.sinceSuccessMs < MAX_SUCCESS_AGE_MS;
    return {
      isReady: isDatabaseUp && [this.relay, this.evaluation, this.outages].every(isRunning),
      checks: {
        database: isDatabaseUp ? 'up' : 'down',
        outbox: isRunning(this.relay) ? 'up' : 'down',
        evaluation: isRunning(this.evaluation) ? 'up' : 'down',
        silence: isRunning(this.outages) ? 'up' : 'down',
        channel: this.channel.state,
      },
    };
  }

  /** Returns the seconds since the last successful step of each loop that has had one, by name. */
  sinceSuccess(): Map<string, number> {
    const { relay, evaluation, outages, packing, gaps, importing, renewal } = this;
    const { mails, documentMails, pushes, webhooks } = this;
    return new Map(
      Object.entries({
        relay,
        evaluation,
        silence: outages,
        packing,
        gaps,
        importing,
        renewal,
        mails,
        pushes,
        document_mails: documentMails,
        webhooks,
      })
        .map(([name, { loop }]) => [name, loop.sinceSuccessMs / 1000] as const)
        .filter(([, seconds]) => Number.isFinite(seconds)),
    );
  }

  private loops() {
    return [
      this.relay,
      this.evaluation,
      this.outages,
      this.packing,
      this.gaps,
      this.importing,
      this.renewal,
      this.mails,
      this.pushes,
      this.documentMails,
      this.webhooks,
    ];
  }
}
