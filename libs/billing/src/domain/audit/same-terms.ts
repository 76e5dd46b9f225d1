/** Whether two sets of terms agree the same: what is left out, null or an empty list says nothing; the order of fields neither. */
export function sameTerms(a: unknown, b: unknown): boolean {
  return JSON.stringify(settled(a)) === JSON.stringify(settled(b));
}

function settled(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(settled);
  if (typeof value !== 'object' || value === null) return value ?? undefined;
  const entries = Object.entries(value)
    .map(([key, own]) => [key, settled(own)] as const)
    .filter(([, own]) => own !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
