/** The fields of an edit that differ from what was loaded: an edit must not put back what somebody else changed. */
export function changedOnly<Values extends Record<string, unknown>>(
  before: Values,
  after: Values,
): Partial<Values> {
  return Object.fromEntries(
    Object.entries(after).filter(([key, value]) => value !== before[key]),
  ) as Partial<Values>;
}
