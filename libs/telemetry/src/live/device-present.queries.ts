import type { Transaction } from '#platform';

/**
 * Tolerance for clock and network jitter. A device time that is ahead by no more than this is treated as the current
 * time.
 */
const TOLERANCE_MS = 2000;

/**
 * Returns, by device key, the latest device time that isn't in the future, in epoch milliseconds. It is relative to
 * each device's clock: readings of a device with a clock that is always ahead are accepted as they arrive, but a
 * single reading ahead of a correct clock must wait until its device time.
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
