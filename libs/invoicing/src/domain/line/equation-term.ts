/** A term of the equation by which a line's amount comes about. */
export interface EquationTerm {
  readonly code: string;
  /** Decimal; null where it is not known. */
  readonly value: string | null;
  /** UCUM, or the currency. */
  readonly unit: string;
}
