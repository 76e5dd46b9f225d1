import type { CorrectionLine } from './correct-month.js';

/** A line of a correction as JSON keeps it. */
export type StoredCorrectionLine = Omit<CorrectionLine, 'amountMinor'> & { readonly amountMinor: string };

export function toStored({ amountMinor, ...line }: CorrectionLine): StoredCorrectionLine {
  return { ...line, amountMinor: amountMinor.toString() };
}

export function fromStored({ amountMinor, ...line }: StoredCorrectionLine): CorrectionLine {
  return { ...line, amountMinor: BigInt(amountMinor) };
}
