import { createHash } from 'node:crypto';
import type { UsableReading } from '../steps/counter-reading.js';

/**
 * Returns the canonical line of a reading: device time in UTC with milliseconds, sequence number, time source, value.
 * The receipt time is excluded on purpose: the same measurements must give the same evidence, regardless of how they
 * were transmitted.
 */
export function readingLine(reading: UsableReading): string {
  return `${new Date(reading.at).toISOString()};${reading.seq};${reading.timeSource};${reading.value}\n`;
}

/**
 * Hashes a day's evidence: SHA-256 (hex) over the lines of its readings in order. Without readings, it is the hash of
 * the empty string.
 */
export function hashOfDay(lines: readonly string[]): string {
  return createHash('sha256').update(lines.join('')).digest('hex');
}

/**
 * Start of a counting segment: the last reading before it, and the value from which the counter had dropped without
 * explanation.
 */
export interface Opening {
  readonly reading: UsableReading | null;
  /** Decimal. */
  readonly fallenFrom: string | null;
}

/**
 * Hashes the period's evidence: SHA-256 (hex) over one line for each opening, one line for each reading that ends a
 * divided step after its segment, and one line for each day. Anyone who has the readings can recompute it with any tool
 * (see docs/billing/how-usage-becomes-an-invoice.md).
 */
export function hashOfPeriod(
  openings: readonly Opening[],
  closings: readonly UsableReading[],
  days: readonly { day: string; hash: string }[],
): string {
  const hash = createHash('sha256');
  for (const { reading, fallenFrom } of openings) {
    hash.update(`open;${reading === null ? '-' : readingLine(reading).trimEnd()};${fallenFrom ?? '-'}\n`);
  }
  for (const closing of closings) hash.update(`close;${readingLine(closing)}`);
  for (const { day, hash: ofDay } of days) hash.update(`${day};${ofDay}\n`);
  return hash.digest('hex');
}
