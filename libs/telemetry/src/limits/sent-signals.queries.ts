import type { Transaction } from '#platform';

/** Returns all keys that devices have sent, by device key. */
export async function listSentSignals(
  tx: Transaction,
  deviceKeys: readonly number[],
): Promise<Map<number, ReadonlySet<string>>> {
  const rows: { device_key: number; keys: string[] }[] = await tx.manager.query(
    `select device_key, array_agg(key) as keys from sent_signal where maker_id = $1 and device_key = any($2) group by device_key`,
    [tx.scope.makerId, deviceKeys],
  );
  return new Map(rows.map(({ device_key, keys }) => [device_key, new Set(keys)]));
}
