import { createHash } from 'node:crypto';

/** JSON with sorted keys: equal for equal content, in whatever order its fields stand. A jsonb column gives them back in its own. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(inOrder(value));
}

/** SHA-256 (hex) over a value as canonical JSON: whoever holds the same content has the same hash. */
export function canonicalHash(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}

/** Ordered before it is written: a replacer is called for each field, and takes twice as long. */
function inOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(inOrder);
  if ('toJSON' in value && typeof value.toJSON === 'function')
    return inOrder((value.toJSON as () => unknown)());
  const fields = value as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.keys(fields)
      .sort()
      .map((field) => [field, inOrder(fields[field])]),
  );
}
