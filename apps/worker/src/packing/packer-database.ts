import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import pg from 'pg';
import { databaseConnectionOptions } from '#platform';

/** Maximum time to wait for a response from the database. A step packs a few megabytes and never takes this long. */
const MAX_SILENCE_MS = 60_000;

/**
 * Connections as the role `dutycycle_ingest`, which may rewrite the storage of readings: one each for packing, gaps,
 * deletion and rollups, and two for imports. Metrics use any free one.
 */
@Injectable()
export class PackerDatabase implements OnModuleDestroy {
  readonly pool: pg.Pool;

  constructor(url: string) {
    this.pool = new pg.Pool({
      connectionString: url,
      application_name: 'dutycycle-packer',
      max: 6,
      pipeline: true,
      ...databaseConnectionOptions(MAX_SILENCE_MS),
    });
    // A broken idle connection is replaced when it is next used.
    this.pool.on('error', () => undefined);
  }

  async onModuleDestroy(): Promise<void> {
    await this.pool.end();
  }
}
