/** Plain values that a text of the catalogue may show. */
export type ErrorParams = Readonly<Record<string, string | number | boolean | null>>;

/** One wrong field of what was sent: a JSON pointer to it, the code of its text, and what the text shows. */
export interface FieldFault {
  readonly pointer: string;
  readonly code: string;
  readonly params?: ErrorParams;
}

/**
 * A fact that stops a use case, named by a stable code (`lib.what_happened`); the sentence is made by whoever shows it.
 * `fields` points at the values to change, so that a form can put the answer where the mistake is.
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

/** @throws DomainError with the code, which names the faults at their fields, where there are any */
export function assertNoFaults(code: string, faults: readonly FieldFault[], params: ErrorParams = {}): void {
  if (faults.length > 0) throw new DomainError(code, params, faults);
}
