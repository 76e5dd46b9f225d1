import type { CorrectedLine, DraftLine } from '../line/draft-line.js';

/** A line of a correction: its difference, and the line that it corrects. */
export interface CorrectionLine extends DraftLine {
  readonly corrects: CorrectedLine;
  readonly amountMinor: bigint;
}

/** A line of a correction as stored in JSON. */
export type StoredCorrectionLine = Omit<CorrectionLine, 'amountMinor'> & { readonly amountMinor: string };

export function toStored({ amountMinor, ...line }: CorrectionLine): StoredCorrectionLine {
  return { ...line, amountMinor: amountMinor.toString() };
}

export function fromStored({ amountMinor, ...line }: StoredCorrectionLine): CorrectionLine {
  return { ...line, amountMinor: BigInt(amountMinor) };
}
