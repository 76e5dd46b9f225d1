import type { Transaction } from '#platform';

/** Jitter of clocks and of the way to us: a device time that is no further ahead is taken for the present. */
const TOLERANCE_MS = 2000;

/**
 * Up to which device time the readings of devices have happened by now, by device key in epoch milliseconds. Each goes by its
 * device's own clock: one that is always ahead has its readings taken as they come, and one whose clock is right has to wait
 * for the time of a reading that is ahead.
 */
export async function findPresentTimes(
  tx: Transaction,
  deviceKeys: readonly number[],
): Promise<Map<number, number>> {
  const rows: { device_key: number; skew_ms: string }[] = await tx.manager.query(
    `select device_key, clock_skew_ms as skew_ms from device_status
      where maker_id = $1 and device_key = any($2) and clock_skew_ms > 0`,
    [tx.scope.makerId, deviceKeys],
  );
  const skews = new Map(rows.map((row) => [row.device_key, Number(row.skew_ms)]));
  const now = tx.now.getTime() + TOLERANCE_MS;
  return new Map(deviceKeys.map((key) => [key, now + (skews.get(key) ?? 0)]));
}
