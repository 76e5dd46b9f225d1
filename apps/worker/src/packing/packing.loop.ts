import { Inject, Injectable, Logger } from '@nestjs/common';
import { ReadingPacker } from '#telemetry';
import { Loop } from '../loop.js';

const INTERVAL_MS = 5000;

/** Packs the readings that came in by device, and days that are over for good. */
@Injectable()
export class PackingLoop {
  private readonly logger = new Logger(PackingLoop.name);
  readonly loop = new Loop(() => this.step(), {
    intervalMs: INTERVAL_MS,
    onError: (error) => this.logger.error({ err: error }, 'Readings could not be packed'),
  });

  constructor(@Inject(ReadingPacker) private readonly packer: ReadingPacker) {}

  private async step(): Promise<void> {
    const makers = await this.packer.findMakersToPack();
    for (const makerId of makers) await this.packer.pack(makerId);
    const settled = makers.length > 0 ? 0 : await this.packer.settle();
    // There may be more of either.
    if (makers.length > 0 || settled > 0) this.loop.wake();
  }
}
