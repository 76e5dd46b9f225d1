import { createHash } from 'node:crypto';

/**
 * Returns JSON with sorted keys, so that equal content gives equal text. PostgreSQL returns the keys of a jsonb column
 * in a different order.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(sortKeys(value));
}

/** Returns the SHA-256 (hex) of a value's canonical JSON, so that equal content has an equal hash. */
export function canonicalHash(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}

/** Sorts keys before serializing, because a replacer runs once per field and takes twice as long. */
function sortKeys(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sortKeys);
  if ('toJSON' in value && typeof value.toJSON === 'function')
    return sortKeys((value.toJSON as () => unknown)());
  const fields = value as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.keys(fields)
      .sort()
      .map((field) => [field, sortKeys(fields[field])]),
  );
}
