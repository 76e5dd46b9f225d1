import { ApiProblem } from '../../problems/problem.js';

/**
 * Asserts that each field holds a value of its list, since fields start empty.
 * @throws ApiProblem for the other fields, as the server would answer
 */
export function assertChosen<const Lists extends Readonly<Record<string, readonly string[]>>>(
  lists: Lists,
  values: Readonly<Record<keyof Lists, string>>,
): asserts values is { readonly [Field in keyof Lists]: Lists[Field][number] } {
  const fields = Object.entries<readonly string[]>(lists)
    .filter(([field, list]) => !list.includes(values[field] ?? ''))
    .map(([field]) => ({ pointer: `/${field}`, code: 'validation.is_in' }));
  if (fields.length > 0) throw new ApiProblem({ status: 400, code: 'api.validation_failed', fields });
}
