import { DomainError, type ErrorParams, type FieldFault } from '#platform/domain';

const MAX_FAULTS = 50;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/**
 * Reads a parsed JSON body and collects its faults. Bodies with millions of values are validated in a worker thread
 * without creating an object per value, which the validation of other routes would do.
 */
export class BodyReader {
  private readonly faults: FieldFault[] = [];

  /** Reports a fault at a JSON pointer. Only the first faults are kept. @returns null, in place of the value */
  reject(pointer: string, code: string, params: ErrorParams = {}): null {
    if (this.faults.length < MAX_FAULTS) this.faults.push({ pointer, code, params });
    return null;
  }

  /**
   * @throws DomainError `api.field_unknown` if a field is unknown, `api.request_invalid` for any other fault
   */
  assertValid(): void {
    if (this.faults.some(({ code }) => code === 'validation.unknown_field')) {
      throw new DomainError('api.field_unknown', {}, this.faults);
    }
    if (this.faults.length > 0) throw new DomainError('api.request_invalid', {}, this.faults);
  }

  /** Returns an object, and reports fields other than the known ones. Null if it is missing or not an object. */
  object(
    value: unknown,
    pointer: string,
    known: readonly string[],
  ): Readonly<Record<string, unknown>> | null {
    if (value === undefined || value === null) return this.reject(pointer, 'validation.required');
    if (typeof value !== 'object' || Array.isArray(value))
      return this.reject(pointer, 'validation.is_object');
    for (const field of Object.keys(value)) {
      if (!known.includes(field)) this.reject(`${pointer}/${escape(field)}`, 'validation.unknown_field');
    }
    return value as Readonly<Record<string, unknown>>;
  }

  /** Returns a list; empty if it is missing or invalid. A missing list is a fault unless it is optional. */
  list(value: unknown, pointer: string, max: number, isOptional = false): readonly unknown[] {
    if (value === undefined || value === null) {
      if (!isOptional) this.reject(pointer, 'validation.required');
      return [];
    }
    if (!Array.isArray(value)) {
      this.reject(pointer, 'validation.is_array');
      return [];
    }
    if (value.length > max) {
      this.reject(pointer, 'validation.array_max_size', { max });
      return [];
    }
    return value as readonly unknown[];
  }

  text(value: unknown, pointer: string, maxLength: number): string {
    if (value === undefined || value === null) this.reject(pointer, 'validation.required');
    else if (typeof value !== 'string') this.reject(pointer, 'validation.is_string');
    else if (value === '') this.reject(pointer, 'validation.is_not_empty');
    else if (value.length > maxLength) this.reject(pointer, 'validation.max_length', { max: maxLength });
    else return value;
    return '';
  }

  oneOf<T extends string>(value: unknown, pointer: string, values: readonly T[]): T {
    const found = values.find((each) => each === value);
    if (found !== undefined) return found;
    if (value === undefined || value === null) this.reject(pointer, 'validation.required');
    else this.reject(pointer, 'validation.is_in', { values: values.join(', ') });
    return values[0]!;
  }

  /** Returns a number within inclusive bounds; null if it is missing or invalid. */
  number(value: unknown, pointer: string, min: number, max: number, isInteger = false): number | null {
    if (value === undefined || value === null) return null;
    if (typeof value !== 'number' || !Number.isFinite(value))
      return this.reject(pointer, 'validation.is_number');
    if (isInteger && !Number.isInteger(value)) return this.reject(pointer, 'validation.is_int');
    if (value < min) return this.reject(pointer, 'validation.min', { min });
    if (value > max) return this.reject(pointer, 'validation.max', { max });
    return value;
  }

  /** Returns ms since the epoch of an instant with a zone; null if it is missing or invalid. */
  instant(value: unknown, pointer: string): number | null {
    if (value === undefined || value === null) return this.reject(pointer, 'validation.required');
    const at = typeof value === 'string' && INSTANT.test(value) ? Date.parse(value) : NaN;
    return Number.isNaN(at) ? this.reject(pointer, 'validation.is_instant') : at;
  }

  /**
   * Checks rows of numbers or null, one per signal.
   * @throws DomainError `diagnostics.row_length_wrong` at the first row with too many or too few values
   */
  rows(
    value: unknown,
    pointer: string,
    signals: number,
    max: number,
  ): readonly (readonly (number | null)[])[] {
    const rows = this.list(value, pointer, max);
    for (let index = 0; index < rows.length; index += 1) {
      const row = rows[index];
      if (!Array.isArray(row)) {
        this.reject(`${pointer}/${index}`, 'validation.is_array');
        return [];
      }
      if (row.length !== signals) {
        const params = { signals, values: row.length };
        throw new DomainError('diagnostics.row_length_wrong', params, [
          { pointer: `${pointer}/${index}`, code: 'diagnostics.row_length_wrong', params },
        ]);
      }
      for (let column = 0; column < signals; column += 1) {
        const cell: unknown = row[column];
        if (cell !== null && (typeof cell !== 'number' || !Number.isFinite(cell))) {
          this.reject(`${pointer}/${index}/${column}`, 'validation.is_number');
          return [];
        }
      }
    }
    return rows as readonly (readonly (number | null)[])[];
  }
}

/** Returns an error with a single invalid field. */
export function errorAt(code: string, pointer: string, params: ErrorParams = {}): DomainError {
  return new DomainError(code, params, [{ pointer, code, params }]);
}

function escape(field: string): string {
  return field.replaceAll('~', '~0').replaceAll('/', '~1');
}
