import { rejectFields } from '../../problems/problem.js';

/**
 * Asserts that each field contains a value of its list, because fields are empty initially.
 * @throws ApiProblem with an error for each field that does not, in the server's format
 */
export function assertChosen<const Lists extends Readonly<Record<string, readonly string[]>>>(
  lists: Lists,
  values: Readonly<Record<keyof Lists, string>>,
): asserts values is { readonly [Field in keyof Lists]: Lists[Field][number] } {
  const fields = Object.entries<readonly string[]>(lists)
    .filter(([field, list]) => !list.includes(values[field] ?? ''))
    .map(([field]) => ({ pointer: `/${field}`, code: 'validation.is_in' }));
  if (fields.length > 0) rejectFields(fields);
}
