import { canonicalJson } from '#platform';

/** Whether two sets of terms agree the same: what is left out, null or an empty list says nothing; the order of fields neither. */
export function sameTerms(a: unknown, b: unknown): boolean {
  return termsOf(a) === termsOf(b);
}

/** The same text for the same terms. */
export function termsOf(agreed: unknown): string {
  return canonicalJson(said(agreed) ?? null);
}

function said(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(said);
  if (typeof value !== 'object' || value === null) return value ?? undefined;
  const entries = Object.entries(value)
    .map(([key, own]) => [key, said(own)] as const)
    .filter(([, own]) => own !== undefined);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
