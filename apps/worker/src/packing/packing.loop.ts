import { Inject, Injectable, Logger } from '@nestjs/common';
import { ReadingPacker } from '#telemetry';
import { Loop } from '../loop.js';

const INTERVAL_MS = 5000;
/**
 * Maximum share of time for packing. Fleets that started at the same time need packing at the same time, and without
 * pauses all other work would wait for them.
 */
const MAX_TIME_SHARE = 0.5;

/** Packs received readings by device, and packs completed days permanently. */
@Injectable()
export class PackingLoop {
  private readonly logger = new Logger(PackingLoop.name);
  /**
   * Makers to be processed, longest waiting first. Each gets one attempt, so that a maker with a failure does not block
   * the others.
   */
  private waiting: string[] = [];
  readonly loop = new Loop(() => this.step(), {
    intervalMs: INTERVAL_MS,
    maxTimeShare: MAX_TIME_SHARE,
    onError: (error) => this.logger.error({ err: error }, 'Readings could not be packed'),
  });

  constructor(@Inject(ReadingPacker) private readonly packer: ReadingPacker) {}

  private async step(): Promise<void> {
    if (this.waiting.length === 0) this.waiting = await this.packer.findMakersToPack();
    const makerId = this.waiting.shift();
    const packed = await (makerId === undefined ? this.packer.packFinally() : this.packer.pack(makerId));
    // There may be more batches or makers.
    if (packed > 0 || this.waiting.length > 0) this.loop.wake();
  }
}
