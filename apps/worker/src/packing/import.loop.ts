import { Inject, Injectable, Logger } from '@nestjs/common';
import { HistoryImporter } from '#telemetry';
import { Loop } from '../loop.js';

const INTERVAL_MS = 2000;

/** Imports files of past readings, one step at a time. */
@Injectable()
export class ImportLoop {
  private readonly logger = new Logger(ImportLoop.name);
  readonly loop = new Loop(() => this.step(), {
    intervalMs: INTERVAL_MS,
    onError: (error) => this.logger.error({ err: error }, 'A history import failed; it will be retried'),
  });

  constructor(@Inject(HistoryImporter) private readonly importer: HistoryImporter) {}

  private async step(): Promise<void> {
    if (await this.importer.step()) this.loop.wake();
    else await this.importer.removeLeftovers();
  }
}
