import { computeClockOffsetMs } from '../domain/start/demo-clock.js';
import { withConnection } from '../postgres/database.connection.js';
import { StartRejected } from '../start-rejected.error.js';

/** Permanent properties of an installation, set by its first start. */
export interface Installation {
  demo: boolean;
  /** Milliseconds between the machine's clock and the product's. */
  clockOffsetMs: number;
  /** Whether this start set the properties. */
  isNew: boolean;
}

export interface InstallationOptions {
  /** Whether the product was started with --empty. */
  empty: boolean;
  asOf?: string;
  /** Day with which the home's demo was started. */
  recordedAsOf?: string;
  productVersion: string;
  now: Date;
}

/**
 * Reads the permanent properties, or sets them on the first start. They are stored in the database and not in the home,
 * because they belong to the data: a restored database includes them.
 */
export async function ensureInstallation(
  ownerUrl: string,
  options: InstallationOptions,
): Promise<Installation> {
  const offset = options.asOf === undefined ? 0 : computeClockOffsetMs(options.asOf, options.now);
  const { row, isNew } = await withConnection(ownerUrl, async (client) => {
    const { rowCount } = await client.query(
      `insert into installation (product_version, clock_offset_ms, demo) values ($1, $2, $3) on conflict do nothing`,
      [options.productVersion, offset, !options.empty],
    );
    const { rows } = await client.query<{ demo: boolean; clock_offset_ms: string }>(
      `update installation set product_version = $1 returning demo, clock_offset_ms`,
      [options.productVersion],
    );
    return { row: rows[0], isNew: rowCount === 1 };
  });
  if (!row) throw new Error('The installation row is missing');
  if (!isNew) assertConsistentOptions(row.demo, options);
  return { demo: row.demo, clockOffsetMs: Number(row.clock_offset_ms), isNew };
}

function assertConsistentOptions(demo: boolean, options: InstallationOptions): void {
  if (demo && options.empty) {
    throw new StartRejected(
      'This installation contains the demo world, so it cannot start empty. Wipe it with --reset --empty, or set DUTYCYCLE_HOME to another folder.',
    );
  }
  if (options.asOf === undefined) return;
  if (!demo)
    throw new StartRejected(
      '--as-of is only for the demo world, but this installation was started with --empty.',
    );
  if (options.asOf !== options.recordedAsOf) {
    const startedAs =
      options.recordedAsOf === undefined
        ? 'uses the current date'
        : `was started with --as-of ${options.recordedAsOf}`;
    throw new StartRejected(
      `This demo world ${startedAs}; its readings cannot move to another day. Wipe it with --reset, or omit --as-of.`,
    );
  }
}
