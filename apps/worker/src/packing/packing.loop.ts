import { Inject, Injectable, Logger } from '@nestjs/common';
import { ReadingPacker } from '#telemetry';
import { Loop } from '../loop.js';

const INTERVAL_MS = 5000;
/** Makers whose fleets began together want packing together: without rests all else would wait until all of them are done. */
const MOST_OF_TIME = 0.5;

/** Packs the readings that came in by device, and days that are over for good. */
@Injectable()
export class PackingLoop {
  private readonly logger = new Logger(PackingLoop.name);
  /** Makers whose turn comes yet, who waits longest first. One whose packing fails has had its turn: it holds up nobody else. */
  private waiting: string[] = [];
  readonly loop = new Loop(() => this.step(), {
    intervalMs: INTERVAL_MS,
    mostOfTime: MOST_OF_TIME,
    onError: (error) => this.logger.error({ err: error }, 'Readings could not be packed'),
  });

  constructor(@Inject(ReadingPacker) private readonly packer: ReadingPacker) {}

  private async step(): Promise<void> {
    if (this.waiting.length === 0) this.waiting = await this.packer.findMakersToPack();
    const makerId = this.waiting.shift();
    const done = await (makerId === undefined ? this.packer.settle() : this.packer.pack(makerId));
    // There may be more of either.
    if (done > 0 || this.waiting.length > 0) this.loop.wake();
  }
}
