import { canonicalJson } from '#platform/domain';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Returns true when two sets of terms are equal. A missing field, null and an empty list are equal, and the order of
 * fields doesn't matter.
 */
export function sameTerms(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, index) => sameTerms(item, b[index]));
  if (isFields(a) && isFields(b))
    return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((field) =>
      sameTerms(a[field], b[field]),
    );
  return isEmpty(a) && isEmpty(b);
}

/** Returns terms as a string, which is the same for terms that `sameTerms` considers equal. */
export function termsOf(agreed: unknown): string {
  return canonicalJson(normalize(agreed) ?? null);
}

function normalize(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(normalize);
  if (!isFields(value)) return value ?? undefined;
  const entries = Object.entries(value)
    .map(([key, own]) => [key, normalize(own)] as const)
    .filter(([, own]) => own !== undefined);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

const isEmpty = (value: unknown): boolean => normalize(value) === undefined;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
