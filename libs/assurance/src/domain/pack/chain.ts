import { createHash } from 'node:crypto';

/** A reading in the hash chain of its device. */
export interface ChainedRow {
  /** Milliseconds since 1970 UTC. */
  readonly receivedAt: number;
  readonly at: number;
  readonly seq: string;
  /** Key of the meter that uses the reading. */
  readonly meter: string;
  /** Row of the meter's file of readings, without the line break. */
  readonly row: string;
}

/**
 * Compares readings of a device in the order of receipt: by receipt time, then device time, sequence number, meter and
 * row.
 */
export function compareReceipt(a: ChainedRow, b: ChainedRow): number {
  if (a.receivedAt !== b.receivedAt) return a.receivedAt - b.receivedAt;
  if (a.at !== b.at) return a.at - b.at;
  if (a.seq !== b.seq) return BigInt(a.seq) < BigInt(b.seq) ? -1 : 1;
  return compareText(a.meter, b.meter) || compareText(a.row, b.row);
}

/**
 * Calculates the hash chain of a device's readings in the order of receipt: each link is the SHA-256 (hex) of the
 * previous link, the meter's key and the reading's row. No reading can be changed, removed, added or moved without
 * changing every later link. The first link is calculated from the device's name.
 * @returns the last link
 */
export function computeChain(device: string, rows: readonly ChainedRow[]): string {
  return rows.reduce(
    (link, { meter, row }) => sha256(`${link}\n${meter};${row}\n`),
    sha256(`device;${device}\n`),
  );
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
