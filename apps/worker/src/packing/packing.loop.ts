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
  readonly loop = new Loop(() => this.step(), {
    intervalMs: INTERVAL_MS,
    mostOfTime: MOST_OF_TIME,
    onError: (error) => this.logger.error({ err: error }, 'Readings could not be packed'),
  });

  constructor(@Inject(ReadingPacker) private readonly packer: ReadingPacker) {}

  private async step(): Promise<void> {
    const [makerId] = await this.packer.findMakersToPack();
    const done = await (makerId === undefined ? this.packer.settle() : this.packer.pack(makerId));
    // There may be more of either.
    if (done > 0) this.loop.wake();
  }
}
