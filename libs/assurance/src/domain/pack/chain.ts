import { createHash } from 'node:crypto';

/** A reading of a device as the chain of its receipt has it. */
export interface ChainedRow {
  /** Milliseconds since 1970 UTC. */
  readonly receivedAt: number;
  readonly at: number;
  readonly seq: string;
  /** Key of the meter that reads it. */
  readonly meter: string;
  /** As the meter's file of readings has it, without the line's end. */
  readonly row: string;
}

/** The order in which a device's readings came in: by receipt, then device time, sequence number, meter and row. */
export function compareReceipt(a: ChainedRow, b: ChainedRow): number {
  if (a.receivedAt !== b.receivedAt) return a.receivedAt - b.receivedAt;
  if (a.at !== b.at) return a.at - b.at;
  if (a.seq !== b.seq) return BigInt(a.seq) < BigInt(b.seq) ? -1 : 1;
  return compareText(a.meter, b.meter) || compareText(a.row, b.row);
}

/**
 * The chain over a device's readings in the order in which they came in: each link is the SHA-256 (hex) of the link before, the
 * meter's key and the reading's row, so that no reading can be changed, dropped, added or moved without changing every link
 * after it. The first link is made of the device's name.
 * @returns the last link
 */
export function chainOf(device: string, rows: readonly ChainedRow[]): string {
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
