import type { DeviceCredential } from '../../../api/types.js';

/**
 * Progress of a rotation: `moved` when the device uses the newest credential, `waiting` while it uses an older one or
 * none yet.
 */
export type Rotation =
  | { readonly kind: 'none' }
  | { readonly kind: 'moved' }
  | { readonly kind: 'waiting'; readonly until: string };

/**
 * @param usable active credentials, newest first
 * @returns `none` unless an older credential has an expiry
 */
export function evaluateRotation(
  usable: readonly Pick<DeviceCredential, 'isUsed' | 'validUntil'>[],
): Rotation {
  const [newest, ...older] = usable;
  const ends = older.flatMap(({ validUntil }) => (validUntil === null ? [] : [validUntil])).sort();
  if (newest === undefined || ends.length === 0) return { kind: 'none' };
  return newest.isUsed ? { kind: 'moved' } : { kind: 'waiting', until: ends.at(-1)! };
}
