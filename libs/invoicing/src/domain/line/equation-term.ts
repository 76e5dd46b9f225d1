/** A term of the equation that explains a line's amount. */
export interface EquationTerm {
  readonly code: string;
  /** Decimal; null if unknown. */
  readonly value: string | null;
  /** UCUM unit code, or the currency. */
  readonly unit: string;
}
