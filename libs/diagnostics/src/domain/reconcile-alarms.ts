import type { DetectedAlarm } from './evaluate-limit.js';

/** A stored alarm of one rule and machine that isn't withdrawn. Times are in ms since the epoch. */
export interface StoredAlarm extends DetectedAlarm {
  readonly id: string;
}

export interface Reconciliation<Stored extends StoredAlarm> {
  /** Alarms that no longer match the readings. */
  readonly withdrawn: readonly Stored[];
  /** Alarms that have changed. They keep their id, acknowledgement and ticket. */
  readonly changed: readonly { readonly stored: Stored; readonly found: DetectedAlarm }[];
  readonly added: readonly DetectedAlarm[];
}

/**
 * Reconciles alarm rows with the current readings. A found alarm matches the stored one that was raised at the same
 * instant, or otherwise the earliest remaining one that overlaps it in time (because a late reading moved its start or
 * joined two alarms).
 *
 * After the result is applied, the rows are exactly the found alarms, regardless of the rows before. Therefore the
 * order in which readings arrive has no effect.
 */
export function reconcileAlarms<Stored extends StoredAlarm>(
  stored: readonly Stored[],
  found: readonly DetectedAlarm[],
): Reconciliation<Stored> {
  const left = new Set([...stored].sort((a, b) => a.raisedAt - b.raisedAt));
  const pairs = new Map<DetectedAlarm, Stored>();
  const matchAlarms = (isSame: (row: Stored, alarm: DetectedAlarm) => boolean) => {
    for (const alarm of found) {
      if (pairs.has(alarm)) continue;
      const row = [...left].find((candidate) => isSame(candidate, alarm));
      if (!row) continue;
      pairs.set(alarm, row);
      left.delete(row);
    }
  };
  matchAlarms((row, alarm) => row.raisedAt === alarm.raisedAt);
  matchAlarms(overlaps);
  return {
    withdrawn: [...left],
    changed: [...pairs]
      .filter(([alarm, row]) => differs(row, alarm))
      .map(([alarm, row]) => ({ stored: row, found: alarm })),
    added: found.filter((alarm) => !pairs.has(alarm)),
  };
}

function overlaps(a: DetectedAlarm, b: DetectedAlarm): boolean {
  return a.conditionSince <= (b.clearedAt ?? Infinity) && b.conditionSince <= (a.clearedAt ?? Infinity);
}

function differs(a: DetectedAlarm, b: DetectedAlarm): boolean {
  return (
    a.conditionSince !== b.conditionSince ||
    a.raisedAt !== b.raisedAt ||
    a.raisedValue !== b.raisedValue ||
    a.raisedDeviceKey !== b.raisedDeviceKey ||
    a.raisedSeq !== b.raisedSeq ||
    a.peakValue !== b.peakValue ||
    a.peakAt !== b.peakAt ||
    a.clearedAt !== b.clearedAt ||
    a.severity !== b.severity
  );
}
