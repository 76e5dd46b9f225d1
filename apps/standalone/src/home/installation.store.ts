import { computeClockOffsetMs } from '../domain/start/demo-clock.js';
import { withConnection } from '../postgres/database.connection.js';
import { StartRefused } from '../start-refused.error.js';

/** Permanent properties of an installation, set by its first start. */
export interface Installation {
  demo: boolean;
  /** Milliseconds between the machine's clock and the product's. */
  clockOffsetMs: number;
  /** Whether this start has set them. */
  isNew: boolean;
}

export interface WantedInstallation {
  /** Whether it was started with --empty. */
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
export async function settleInstallation(
  ownerUrl: string,
  wanted: WantedInstallation,
): Promise<Installation> {
  const offset = wanted.asOf === undefined ? 0 : computeClockOffsetMs(wanted.asOf, wanted.now);
  const { row, isNew } = await withConnection(ownerUrl, async (client) => {
    const { rowCount } = await client.query(
      `insert into installation (product_version, clock_offset_ms, demo) values ($1, $2, $3) on conflict do nothing`,
      [wanted.productVersion, offset, !wanted.empty],
    );
    const { rows } = await client.query<{ demo: boolean; clock_offset_ms: string }>(
      `update installation set product_version = $1 returning demo, clock_offset_ms`,
      [wanted.productVersion],
    );
    return { row: rows[0], isNew: rowCount === 1 };
  });
  if (!row) throw new Error('The installation row is missing');
  if (!isNew) refuseContradiction(row.demo, wanted);
  return { demo: row.demo, clockOffsetMs: Number(row.clock_offset_ms), isNew };
}

function refuseContradiction(demo: boolean, wanted: WantedInstallation): void {
  if (demo && wanted.empty) {
    throw new StartRefused(
      'This installation holds the demo world, so it cannot start empty. Wipe it with --reset --empty, or set DUTYCYCLE_HOME to another folder.',
    );
  }
  if (wanted.asOf === undefined) return;
  if (!demo)
    throw new StartRefused('--as-of is for the demo world, and this installation was started with --empty.');
  if (wanted.asOf !== wanted.recordedAsOf) {
    const was =
      wanted.recordedAsOf === undefined
        ? 'runs on the real date'
        : `was started with --as-of ${wanted.recordedAsOf}`;
    throw new StartRefused(
      `This demo world ${was}; its readings cannot move to another day. Wipe it with --reset, or leave --as-of out.`,
    );
  }
}
