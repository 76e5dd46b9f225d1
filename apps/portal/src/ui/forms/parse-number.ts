import { rejectFields } from '../../problems/problem.js';

/**
 * The number in a number field, for requests with JSON numbers. Invalid text becomes NaN, which JSON sends as null, and
 * the server rejects the field.
 */
export function parseNumber(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}

/**
 * The number in an optional field.
 * @throws ApiProblem for invalid text: the server would accept its null as an empty field
 */
export function parseOptionalNumber(field: string, text: string): number | null {
  if (text.trim() === '') return null;
  const number = Number(text);
  if (Number.isFinite(number)) return number;
  return rejectFields([{ pointer: `/${field}`, code: 'validation.is_number' }]);
}
