import type { FieldFault } from '#platform/domain';

/** Additional attributes of a model or a machine by name; flat, so that lists can show and filters compare them. */
export type Attributes = Record<string, string | number | boolean | null>;

const MOST = 100;
const LONGEST = 500;

/** Returns the faults of attributes from outside, where TypeScript types aren't checked. */
export function findAttributeFaults(attributes: Attributes): FieldFault[] {
  const entries: [string, unknown][] = Object.entries(attributes);
  if (entries.length > MOST)
    return [{ pointer: '/attributes', code: 'equipment.attributes_too_many', params: { max: MOST } }];
  return entries
    .filter(([name, value]) => name.trim() === '' || name.length > 60 || !isScalar(value))
    .map(([name]) => ({
      pointer: `/attributes/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
      code: 'equipment.attribute_not_flat',
    }));
}

function isScalar(value: unknown): boolean {
  if (typeof value === 'string') return value.length <= LONGEST;
  return (
    value === null || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))
  );
}
