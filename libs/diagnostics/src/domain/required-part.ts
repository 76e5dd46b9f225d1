/** A part that a visit probably needs. */
export interface RequiredPart {
  readonly partNumber: string;
  /** Whole number, at least one. */
  readonly quantity: number;
}
