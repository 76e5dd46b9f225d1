import { canonicalJson } from './canonical-json.js';

/** The fields that an edit changed, with the same keys before and after. */
export interface ChangedFields {
  readonly before: Record<string, unknown>;
  readonly after: Record<string, unknown>;
}

/**
 * Returns the fields of `wanted` that differ from `current`; undefined fields stay unchanged. Values are compared by
 * content, so that an equal map or instant is not a change.
 */
export function changedFields<Fields extends object>(
  current: Fields,
  wanted: Partial<Fields>,
): ChangedFields {
  const before: Record<string, unknown> = {};
  const after: Record<string, unknown> = {};
  for (const key of Object.keys(wanted) as (keyof Fields & string)[]) {
    const value = wanted[key];
    if (value === undefined || isSame(current[key], value)) continue;
    before[key] = current[key];
    after[key] = value;
  }
  return { before, after };
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || canonicalJson(a ?? null) === canonicalJson(b ?? null);
}
