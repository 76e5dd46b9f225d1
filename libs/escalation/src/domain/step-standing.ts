/**
 * Where a step stands: `drafted`, then to be told and signed; `drafted_late`, when its draft can't be told in time any more;
 * `value_missing`, while nobody wrote an index down; `unclear`, where the terms can't be applied; `unchanged`, where no price would
 * be another; else `ready`.
 */
export const STEP_STANDINGS = [
  'ready',
  'drafted',
  'drafted_late',
  'value_missing',
  'unclear',
  'unchanged',
] as const;
export type StepStanding = (typeof STEP_STANDINGS)[number];

/** What is known of a step. */
export interface StepFacts {
  /** Of its draft, the last day to tell; null where there is none. */
  readonly draftNoticeBy: string | null;
  readonly isValueMissing: boolean;
  readonly isUnclear: boolean;
  readonly hasNewPrices: boolean;
}

/** @param today of the contract, `YYYY-MM-DD` */
export function standingOf(facts: StepFacts, today: string): StepStanding {
  if (facts.draftNoticeBy !== null) return today > facts.draftNoticeBy ? 'drafted_late' : 'drafted';
  if (facts.isValueMissing) return 'value_missing';
  if (facts.isUnclear) return 'unclear';
  return facts.hasNewPrices ? 'ready' : 'unchanged';
}
