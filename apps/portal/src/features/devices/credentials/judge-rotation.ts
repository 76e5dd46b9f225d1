import type { DeviceCredential } from '../../../api/types.js';

/** How far a change-over is: `moved` when the device uses the newest, `waiting` while it uses an older one or none yet. */
export type Rotation =
  | { readonly kind: 'none' }
  | { readonly kind: 'moved' }
  | { readonly kind: 'waiting'; readonly until: string };

/**
 * @param usable those that open a connection, the newest first
 * @returns none unless an older one is about to end
 */
export function judgeRotation(usable: readonly Pick<DeviceCredential, 'isUsed' | 'validUntil'>[]): Rotation {
  const [newest, ...older] = usable;
  const ends = older.flatMap(({ validUntil }) => (validUntil === null ? [] : [validUntil])).sort();
  if (newest === undefined || ends.length === 0) return { kind: 'none' };
  return newest.isUsed ? { kind: 'moved' } : { kind: 'waiting', until: ends.at(-1)! };
}
