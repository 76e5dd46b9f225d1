/**
 * Returns the fields of an edit that differ from the loaded values, so that an edit does not overwrite changes that
 * another user has made to other fields.
 */
export function changedOnly<Values extends Record<string, unknown>>(
  before: Values,
  after: Values,
): Partial<Values> {
  return Object.fromEntries(
    Object.entries(after).filter(([key, value]) => value !== before[key]),
  ) as Partial<Values>;
}
