/** A part that a visit is likely to need. */
export interface RequiredPart {
  readonly partNumber: string;
  /** Whole pieces, at least one. */
  readonly quantity: number;
}
