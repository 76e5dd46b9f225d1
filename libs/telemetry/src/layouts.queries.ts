import type { Transaction } from '#platform';

export interface Layout {
  readonly layoutId: number;
  readonly deviceKey: number;
  readonly keys: readonly string[];
}

/** Every order of keys in which the devices ever sent. */
export async function listLayouts(tx: Transaction, deviceKeys: readonly number[]): Promise<Layout[]> {
  const rows: { layout_id: number; device_key: number; keys: string[] }[] = await tx.manager.query(
    `select layout_id, device_key, keys from reading_layout where maker_id = $1 and device_key = any($2) order by layout_id`,
    [tx.scope.makerId, deviceKeys],
  );
  return rows.map((row) => ({ layoutId: row.layout_id, deviceKey: row.device_key, keys: row.keys }));
}

/** A CASE is tried branch by branch for every reading; from so many on a look-up is faster. */
const CASE_BRANCHES = 16;

/**
 * SQL for a key's place in `values`, by the reading's layout; null where the layout lacks it. The numbers come from the
 * database itself, so they can stand in the text: a plan with them in it reads each array once. A device that sends what has
 * changed and nothing else has thousands of layouts.
 */
export function placeOf(key: string, layouts: readonly Layout[], layoutColumn: string): string {
  const places = layouts.flatMap(({ layoutId, keys }) => {
    const index = keys.indexOf(key);
    return index < 0 ? [] : [[layoutId, index + 1] as const];
  });
  if (places.length === 0) return 'null::int';
  if (places.length > CASE_BRANCHES)
    return `('${JSON.stringify(Object.fromEntries(places))}'::jsonb ->> ${layoutColumn}::text)::int`;
  const branches = places.map(([layoutId, place]) => `when ${layoutId} then ${place}`);
  return `(case ${layoutColumn} ${branches.join(' ')} end)`;
}
