/**
 * Compares two JSON values. A later version may add fields to objects, so only the earlier value's fields are compared.
 * @returns a line for each difference: its path and both values
 */
export function findDifferences(earlier: unknown, later: unknown, path = ''): string[] {
  if (Array.isArray(earlier) && Array.isArray(later)) {
    if (earlier.length !== later.length) return [`${path}: ${earlier.length} items, now ${later.length}`];
    return earlier.flatMap((item, index) => findDifferences(item, later[index], `${path}[${index}]`));
  }
  if (isRecord(earlier) && isRecord(later))
    return Object.entries(earlier).flatMap(([name, value]) =>
      findDifferences(value, later[name], `${path}.${name}`),
    );
  if (Object.is(earlier, later)) return [];
  return [`${path}: ${JSON.stringify(earlier)}, now ${JSON.stringify(later)}`];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
