import type { FieldFault } from '#platform/domain';

/**
 * Additional attributes of a model or a machine by name. They are flat, so that lists can show them and filters can
 * compare them.
 */
export type Attributes = Record<string, string | number | boolean | null>;

const MAX_ATTRIBUTES = 100;
const MAX_TEXT_LENGTH = 500;

/** Returns the faults of attributes. They come from requests, so TypeScript doesn't check them. */
export function findAttributeFaults(attributes: Attributes): FieldFault[] {
  const entries: [string, unknown][] = Object.entries(attributes);
  if (entries.length > MAX_ATTRIBUTES)
    return [
      { pointer: '/attributes', code: 'equipment.attributes_too_many', params: { max: MAX_ATTRIBUTES } },
    ];
  return entries
    .filter(([name, value]) => name.trim() === '' || name.length > 60 || !isScalar(value))
    .map(([name]) => ({
      pointer: `/attributes/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
      code: 'equipment.attribute_not_flat',
    }));
}

function isScalar(value: unknown): boolean {
  if (typeof value === 'string') return value.length <= MAX_TEXT_LENGTH;
  return (
    value === null || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))
  );
}
