/** Plain values for the placeholders in an error's text. */
export type ErrorParams = Readonly<Record<string, string | number | boolean | null>>;

/** An invalid field of the input: its JSON pointer, the code of its text, and the text's parameters. */
export interface FieldFault {
  readonly pointer: string;
  readonly code: string;
  readonly params?: ErrorParams;
}

/**
 * Thrown when a business rule stops a use case. A stable code (`lib.what_happened`) identifies the error, and the
 * presentation layer supplies the text. `fields` points to the invalid values, so that a form can show the message next
 * to them.
 */
export class DomainError extends Error {
  constructor(
    readonly code: string,
    readonly params: ErrorParams = {},
    readonly fields: readonly FieldFault[] = [],
  ) {
    super(code);
    this.name = 'DomainError';
  }
}

/** @throws DomainError with the code and the invalid fields, if any */
export function assertNoFaults(code: string, faults: readonly FieldFault[], params: ErrorParams = {}): void {
  if (faults.length > 0) throw new DomainError(code, params, faults);
}
