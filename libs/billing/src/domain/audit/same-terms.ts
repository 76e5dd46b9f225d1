import { canonicalJson } from '#platform/domain';

type Fields = Readonly<Record<string, unknown>>;

/** Whether two sets of terms agree the same: what is left out, null or an empty list says nothing; the order of fields neither. */
export function sameTerms(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, index) => sameTerms(item, b[index]));
  if (isFields(a) && isFields(b))
    return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((field) =>
      sameTerms(a[field], b[field]),
    );
  return saysNothing(a) && saysNothing(b);
}

/** The same text for the same terms, as `sameTerms` has it. */
export function termsOf(agreed: unknown): string {
  return canonicalJson(said(agreed) ?? null);
}

function said(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(said);
  if (!isFields(value)) return value ?? undefined;
  const entries = Object.entries(value)
    .map(([key, own]) => [key, said(own)] as const)
    .filter(([, own]) => own !== undefined);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

const saysNothing = (value: unknown): boolean => said(value) === undefined;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
