import { createHash } from 'node:crypto';
import type { UsableReading } from '../steps/counter-reading.js';

/**
 * The canonical line of a reading: device time in UTC with milliseconds, sequence number, time source, value. The
 * arrival time is excluded on purpose: the same measurements must give the same evidence, however they were
 * transmitted.
 */
export function readingLine(reading: UsableReading): string {
  return `${new Date(reading.at).toISOString()};${reading.seq};${reading.timeSource};${reading.value}\n`;
}

/**
 * A day's evidence: SHA-256 (hex) over the lines of its readings in order. A day without readings hashes the empty
 * string.
 */
export function hashOfDay(lines: readonly string[]): string {
  return createHash('sha256').update(lines.join('')).digest('hex');
}

/**
 * Where a counting segment began: the last reading before it, and the value from which the counter had fallen without
 * explanation.
 */
export interface Opening {
  readonly reading: UsableReading | null;
  /** Decimal */
  readonly fallenFrom: string | null;
}

/**
 * The period's evidence: SHA-256 (hex) over one line for each opening, one for each reading after a stretch to which a step leads
 * that is divided, and one for each day. Who holds the readings can recompute it with any tool
 * (docs/billing/how-usage-becomes-an-invoice.md has the recipe).
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
