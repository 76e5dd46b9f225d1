import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import pg from 'pg';
import { watchedLine } from '#platform';

/** A step packs some megabytes; nothing of it takes so long. */
const SILENT_MS = 60_000;

/** Connections as the role `dutycycle_ingest`, which may rewrite how readings are stored; one packs, one looks for gaps, one removes, two import, one has to be spare. */
@Injectable()
export class PackerDatabase implements OnModuleDestroy {
  readonly pool: pg.Pool;

  constructor(url: string) {
    this.pool = new pg.Pool({
      connectionString: url,
      application_name: 'dutycycle-packer',
      max: 6,
      pipeline: true,
      ...watchedLine(SILENT_MS),
    });
    // An idle connection that breaks is replaced at the next use.
    this.pool.on('error', () => undefined);
  }

  async onModuleDestroy(): Promise<void> {
    await this.pool.end();
  }
}
