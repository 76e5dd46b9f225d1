import { Injectable, Logger } from '@nestjs/common';
import { DocumentMails } from '#documents';
import { Clock, systemScope } from '#platform';
import { Loop } from '../loop.js';
import { MakersQueries } from '../makers.queries.js';

const INTERVAL_MS = 1000;

/** Sends issued documents by email, and repeats immediately while more are due. */
@Injectable()
export class DocumentMailLoop {
  private readonly logger = new Logger(DocumentMailLoop.name);
  readonly loop = new Loop(() => this.step(), {
    intervalMs: INTERVAL_MS,
    onError: (error) => this.logger.error({ err: error }, 'Documents could not be sent by email'),
  });

  constructor(
    private readonly makers: MakersQueries,
    private readonly mails: DocumentMails,
    private readonly clock: Clock,
  ) {}

  private async step(): Promise<void> {
    let sent = 0;
    for (const makerId of await this.makers.listWithDueDocumentMail(this.clock.now()))
      sent += await this.mails.step(systemScope(makerId));
    if (sent > 0) this.loop.wake();
  }
}
